// Is everything well? And for a newcomer: the shortest way to a first delivered event.
import { useState } from "preact/hooks";
import { read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { addRecipe, recipes, tryItOut } from "../recipes";
import { go } from "../router";
import { t } from "../text";
import { Button, Card, Notice, Page, Pending, Trouble } from "../ui";
import { EventTable } from "./events";
import { NeedsHand } from "./needs-hand";
import { Activity } from "./overview-plot";
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
          <Recipes shop={shop} />
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
      <Recipes shop={shop} onUsed={onChange} />
    </Page>
  );
}

export function Recipes({ shop, onUsed }: { shop: Shop; onUsed?(): void }) {
  const doing = useDoing();
  const [used, setUsed] = useState<string>();
  const param = { ws: shop.ws };
  const connections = useLoad(() => read(workspace.connections.$get({ param })), shop.ws);
  const isInChain = connections.value?.items.some((one) => one.organisation !== undefined) ?? false;
  const use = (recipe: (typeof recipes)[number]) =>
    doing.run(async () => {
      setUsed(await addRecipe(shop, recipe));
      onUsed?.();
    });
  return (
    <section class="cards-with-notice" aria-label={t.recipes.title}>
      <Trouble problem={doing.problem} />
      {used && (
        <Notice>
          {used} <a href={`/w/${shop.ws}/automations`}>{t.automations.title}</a>
        </Notice>
      )}
      <div class="cards">
        {recipes
          .filter((recipe) => isInChain || !recipe.isForChains)
          .map((recipe) => (
            <Card key={recipe.title} title={recipe.title}>
              <p class="soft">{recipe.body}</p>
              <Button busy={doing.busy} onClick={() => void use(recipe)}>
                {t.recipes.use}
              </Button>
            </Card>
          ))}
      </div>
    </section>
  );
}
