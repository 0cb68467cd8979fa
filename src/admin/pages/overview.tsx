// Is everything well? And for a newcomer: the shortest way to a first delivered event.
import { read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { tryItOut } from "../recipes";
import { go } from "../router";
import { t } from "../text";
import { Button, Card, Notice, Page, Pending, Trouble } from "../ui";
import { EventTable } from "./events";
import { Recipes } from "./recipe-cards";

export function Overview({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(
    async () => {
      const [stats, connections, events] = await Promise.all([
        read(workspace.stats.$get({ param })),
        read(workspace.connections.$get({ param })),
        read(workspace.events.$get({ param, query: { limit: "8" } })),
      ]);
      const failing = connections.items.filter((one) => one.status === "failing");
      return {
        stats,
        failing,
        events: events.items,
        isNew: events.items.length === 0,
      };
    },
    shop.ws,
    5000,
  );
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  if (value.isNew) return <Welcome shop={shop} onChange={() => void loaded.reload()} />;
  const { stats } = value;
  const troubles = [
    ...value.failing.map((one) => ({
      text: t.overview.failingConnection(one.name),
      href: `connections/${one.id}`,
    })),
    ...(stats.held ? [{ text: t.overview.heldBody(stats.held), href: "connections" }] : []),
    ...(stats.uncertain ? [{ text: t.overview.uncertainBody(stats.uncertain), href: "events" }] : []),
    ...(stats.failed ? [{ text: t.overview.failedBody(stats.failed), href: "events" }] : []),
    ...(stats.overdue ? [{ text: t.overview.overdueBody(stats.overdue), href: "events" }] : []),
  ];
  return (
    <Page title={t.overview.title}>
      <Trouble problem={loaded.problem} />
      {troubles.length === 0 ? (
        <Notice>{t.overview.calm}</Notice>
      ) : (
        <Card title={t.overview.needsHand} tone="bad">
          <ul class="list">
            {troubles.map((trouble) => (
              <li key={trouble.text} class="row between">
                <span>{trouble.text}</span>
                <a class="button plain" href={`/w/${shop.ws}/${trouble.href}`}>
                  {t.overview.look}
                </a>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <dl class="figures">
        <Figure label={t.overview.events} value={stats.events} />
        <Figure label={t.overview.waiting} value={stats.waiting} />
        <Figure label={t.overview.owed} value={stats.owed} />
        <Figure label={t.overview.held} value={stats.held} />
        <Figure label={t.overview.failed} value={stats.failed} />
      </dl>
      <Card title={t.overview.recent}>
        <EventTable shop={shop} events={value.events} />
      </Card>
      <Recipes shop={shop} most={3} onChange={() => void loaded.reload()} />
    </Page>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value.toLocaleString()}</dd>
    </div>
  );
}

function Welcome({ shop, onChange }: { shop: Shop; onChange(): void }) {
  const doing = useDoing();
  const start = () => doing.run(async () => go(`/w/${shop.ws}/events/${await tryItOut(shop)}`));
  return (
    <Page title={t.overview.welcome} intro={t.overview.welcomeBody}>
      <Card>
        <ol class="steps">
          {t.overview.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Trouble problem={doing.problem} />
        <div class="row">
          <Button kind="main" busy={doing.busy} onClick={() => void start()}>
            {doing.busy ? t.overview.trying : t.overview.tryNow}
          </Button>
          <a class="button plain" href={`/w/${shop.ws}/sources`}>
            {t.sources.add}
          </a>
        </div>
      </Card>
      <h2 class="section">{t.overview.or}</h2>
      <Recipes shop={shop} most={3} onChange={onChange} />
    </Page>
  );
}
