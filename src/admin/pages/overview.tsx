// Is everything well? And for a newcomer: the shortest way to a first delivered event.
import { read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { tryItOut } from "../recipes";
import { go } from "../router";
import { t } from "../text";
import { Button, Card, Page, Pending, Trouble } from "../ui";
import { EventTable } from "./events";
import { NeedsHand } from "./needs-hand";
import { Activity } from "./overview-plot";
import { Recipes } from "./recipe-cards";
import { WaitsNext } from "./waits-next";

export function Overview({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(
    async () => {
      const [stats, events] = await Promise.all([
        read(workspace.stats.$get({ param })),
        read(workspace.events.$get({ param, query: { limit: "8" } })),
      ]);
      return {
        stats,
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
  return (
    <Page title={t.overview.title}>
      <Trouble problem={loaded.problem} />
      <NeedsHand shop={shop} />
      <Activity shop={shop} />
      <WaitsNext shop={shop} count={stats.waiting} />
      <Card title={t.overview.recent}>
        <EventTable shop={shop} events={value.events} />
      </Card>
      {mayEdit(shop) && (
        <details class="fold">
          <summary>{t.activity.fromRecipe}</summary>
          <Recipes shop={shop} onChange={() => void loaded.reload()} />
        </details>
      )}
    </Page>
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
