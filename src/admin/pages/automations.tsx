// All automations, each as the sentence it is, with what it did lately and what can be done with it.
import { useState } from "preact/hooks";
import { type Activity, type Automation, type Connection, read, type Source, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { actionsOf, nameOfConnection } from "../offering";
import { limitsOf, sentenceOf } from "../sentence";
import { t } from "../text";
import { Button, Card, confirmed, Empty, Loading, Mark, Notice, Page, Time, Trouble } from "../ui";
import { AskAboutWaiting, deleteAutomation, type End, type Fate, setEnabled } from "./automation-acts";
import { ConnectionMark } from "./marks";
import { nameOf } from "./products";
import { Recipes } from "./recipe-cards";

type Everything = {
  automations: Automation[];
  connections: Connection[];
  sources: Source[];
  /** What products are called, by their ids. */
  products: Map<string, string>;
  activity: Map<string, Activity>;
  isCut: boolean;
};

async function load(shop: Shop): Promise<Everything> {
  const param = { ws: shop.ws };
  const [automations, connections, sources, products, activity] = await Promise.all([
    read(workspace.automations.$get({ param })),
    read(workspace.connections.$get({ param })),
    read(workspace.sources.$get({ param })),
    read(workspace.products.$get({ param, query: { limit: "1000" } })),
    read(workspace.stats.automations.$get({ param })),
  ]);
  return {
    automations: automations.items,
    connections: connections.items,
    sources: sources.items,
    products: new Map(products.items.map((one) => [one.id, nameOf(one)])),
    activity: new Map(activity.items.map((one) => [one.automationId, one])),
    isCut: activity.isCut,
  };
}

export function Automations({ shop }: { shop: Shop }) {
  const loaded = useLoad(() => load(shop), shop.ws, 15_000);
  const [news, setNews] = useState<string>();
  const { value } = loaded;
  const changed = async (text: string) => {
    await loaded.reload();
    setNews(text);
  };
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
      {news && <Notice>{news}</Notice>}
      {value && value.automations.length === 0 && (
        <Card>
          <Empty>{t.automations.empty}</Empty>
        </Card>
      )}
      {value && (
        <ul class="items">
          {value.automations.map((automation) => (
            <Item key={automation.id} shop={shop} automation={automation} all={value} onChange={changed} />
          ))}
        </ul>
      )}
      {value?.isCut && <p class="soft">{t.automations.atLeast}</p>}
      {mayEdit(shop) && (
        <>
          <h2 class="section">{t.recipes.title}</h2>
          <p class="soft">{t.recipes.intro}</p>
          <Recipes shop={shop} onChange={() => void loaded.reload()} />
        </>
      )}
    </Page>
  );
}

type ItemProps = {
  shop: Shop;
  automation: Automation;
  all: Everything;
  onChange(news: string): Promise<void>;
};

function Item({ shop, automation, all, onChange }: ItemProps) {
  const { id, name, enabled } = automation;
  const [asking, setAsking] = useState<End>();
  const doing = useDoing();
  const connection = all.connections.find((one) => one.id === automation.action.connectionId);
  const activity = all.activity.get(id);
  const waiting = activity?.waiting ?? 0;
  const act = (news: string, work: () => Promise<void>) =>
    doing.run(async () => {
      await work();
      setAsking(undefined);
      await onChange(news);
    });
  const pause = (fate: Fate) =>
    void act(t.automations.pausedNow(name), () => setEnabled(shop, id, false, fate));
  const remove = (fate: Fate) =>
    void act(t.automations.deletedNow(name), () => deleteAutomation(shop, id, fate));
  const resume = () => void act(t.automations.resumedNow(name), () => setEnabled(shop, id, true, "leave"));
  const ask = (end: End) => {
    if (waiting > 0) setAsking(end);
    else if (end === "pause") pause("leave");
    else if (confirmed(t.automations.deleteAsk(name))) remove("leave");
  };
  return (
    <li class="card automation">
      <div class="row between">
        <a href={`/w/${shop.ws}/automations/${id}`}>
          <strong>{name}</strong>
        </a>
        <span class="row">
          {connection ? (
            <a class="plain-link" href={`/w/${shop.ws}/connections/${connection.id}`}>
              {nameOfConnection(connection, shop.connectors)} <ConnectionMark connection={connection} />
            </a>
          ) : (
            <Mark tone="bad">{t.automations.connectionGone}</Mark>
          )}
          <Mark tone={enabled ? "good" : "warn"}>{enabled ? t.automations.on : t.automations.paused}</Mark>
        </span>
      </div>
      <p class="reason">{[sentence(automation, all, shop), ...limitsOf(automation)].join(" ")}</p>
      {automation.warnings.map((warning) => (
        <p key={warning} class="note">
          {warning}
        </p>
      ))}
      <div class="row between">
        <p class="note">
          {waiting > 0 && (
            <>
              <a href={`/w/${shop.ws}/waiting?automation=${id}`}>{t.automations.waiting(waiting)}</a>
              {" · "}
            </>
          )}
          {t.automations.lately(activity?.rang ?? 0, activity?.failed ?? 0, activity?.skipped ?? 0)}{" "}
          {activity?.lastRangAt ? (
            <>
              {t.automations.lastRang} <Time at={activity.lastRangAt} />.
            </>
          ) : (
            t.automations.neverRang
          )}
        </p>
        {mayEdit(shop) && (
          <span class="row">
            <a
              class="button plain"
              href={`/w/${shop.ws}/automations/new?copy=${id}`}
              aria-label={t.automations.labelOf(t.automations.duplicate, name)}
            >
              {t.automations.duplicate}
            </a>
            <Button
              busy={doing.busy}
              label={t.automations.labelOf(enabled ? t.common.pause : t.common.resume, name)}
              onClick={() => (enabled ? ask("pause") : resume())}
            >
              {enabled ? t.common.pause : t.common.resume}
            </Button>
            <Button
              kind="danger"
              busy={doing.busy}
              label={t.automations.labelOf(t.common.delete, name)}
              onClick={() => ask("delete")}
            >
              {t.common.delete}
            </Button>
          </span>
        )}
      </div>
      <Trouble problem={doing.problem} />
      {asking && (
        <AskAboutWaiting
          end={asking}
          name={name}
          waiting={waiting}
          doing={doing}
          onDo={asking === "pause" ? pause : remove}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </li>
  );
}

function sentence(
  automation: Automation,
  { connections, sources, products }: Everything,
  shop: Shop,
): string {
  const { trigger, action } = automation;
  const connection = connections.find((one) => one.id === action.connectionId);
  const known = actionsOf(connection, shop.connectors).find((one) => one.id === action.action);
  return sentenceOf(automation, {
    products: (trigger.productIds ?? []).map((id) => products.get(id) ?? id),
    source: sources.find((one) => one.id === trigger.sourceId)?.name,
    connection: connection ? nameOfConnection(connection, shop.connectors) : t.deliveries.deleted,
    action: known?.title ?? action.action,
  });
}
