// All automations, each as the sentence it is.

import { type Automation, type Connection, read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useLoad } from "../load";
import { eventWords, t } from "../text";
import { Card, Empty, Loading, Mark, Page, Trouble } from "../ui";
import { Recipes } from "./overview";
import { momentText } from "./timing-fields";

export function Automations({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(async () => {
    const [automations, connections] = await Promise.all([
      read(workspace.automations.$get({ param })),
      read(workspace.connections.$get({ param })),
    ]);
    return { automations: automations.items, connections: connections.items };
  }, shop.ws);
  const { value } = loaded;
  return (
    <Page
      title={t.automations.title}
      intro={t.automations.intro}
      actions={
        mayEdit(shop) && (
          <a class="button main" href={`/w/${shop.ws}/automations/new`}>
            {t.automations.add}
          </a>
        )
      }
    >
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!value && !loaded.problem && <Loading />}
      {value && value.automations.length === 0 && (
        <Card>
          <Empty>{t.automations.empty}</Empty>
        </Card>
      )}
      <ul class="items">
        {value?.automations.map((automation) => (
          <li key={automation.id}>
            <a class="item" href={`/w/${shop.ws}/automations/${automation.id}`}>
              <span>
                <strong>{automation.name}</strong>
                <span class="reason">{sentence(automation, value.connections, shop)}</span>
              </span>
              {automation.enabled ? (
                <Mark tone="good">{t.automations.on}</Mark>
              ) : (
                <Mark tone="warn">{t.automations.paused}</Mark>
              )}
            </a>
          </li>
        ))}
      </ul>
      <h2 class="section">{t.recipes.title}</h2>
      <Recipes shop={shop} onUsed={() => void loaded.reload()} />
    </Page>
  );
}

/** "When someone buys, 2 hours after, let Mailchimp: Add to audience". */
export function sentence(automation: Automation, connections: Connection[], shop: Shop): string {
  const connection = connections.find((one) => one.id === automation.action.connectionId);
  const actions = shop.connectors.find((one) => one.id === connection?.tool)?.tool?.actions ?? [];
  const action =
    actions.find((one) => one.id === automation.action.action)?.title ?? automation.action.action;
  const { timing, trigger } = automation;
  const moment = momentText(timing, trigger.event);
  return `${t.automations.when} ${eventWords(trigger.event)}, ${moment}: ${connection?.name ?? t.deliveries.deleted}: ${action}`;
}
