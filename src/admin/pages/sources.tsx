// Where events come from: choose the shop, copy the address, follow the steps, send a test event.
import { useState } from "preact/hooks";
import { type Connector, read, type Source, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { go } from "../router";
import { t } from "../text";
import {
  Button,
  Card,
  Copy,
  confirmed,
  Empty,
  Loading,
  Notice,
  Page,
  Pending,
  SelectField,
  Trouble,
} from "../ui";
import { ChooseShop } from "./choose-shop";
import { NewFromConnector, SettingsCard } from "./connector-form";
import { EventTable } from "./events";
import { Hearing, Lately, Refusals, StandingMark } from "./hearing";
import { standingOf } from "./source-standing";

export function Sources({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(
    async () => {
      const [sources, heard] = await Promise.all([
        read(workspace.sources.$get({ param })),
        read(workspace.stats.sources.$get({ param })),
      ]);
      return { sources: sources.items, heard };
    },
    shop.ws,
    10_000,
  );
  const [adding, setAdding] = useState(false);
  const titleOf = (kind: string) => shop.connectors.find((one) => one.id === kind)?.title ?? kind;
  return (
    <Page
      title={t.sources.title}
      intro={t.sources.intro}
      actions={
        mayEdit(shop) && (
          <Button kind="main" onClick={() => setAdding(true)}>
            {t.sources.add}
          </Button>
        )
      }
    >
      {adding && <NewSource shop={shop} onCancel={() => setAdding(false)} />}
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!loaded.value ? (
        !loaded.problem && <Loading />
      ) : loaded.value.sources.length === 0 ? (
        !adding && <Empty>{t.sources.empty}</Empty>
      ) : (
        <ul class="items">
          {loaded.value.sources.map((source) => {
            const heard = loaded.value?.heard[source.id];
            return (
              <li key={source.id}>
                <a class="item" href={`/w/${shop.ws}/sources/${source.id}`}>
                  <span>
                    <strong>{source.name}</strong>
                    {titleOf(source.kind) !== source.name && (
                      <span class="soft"> {titleOf(source.kind)}</span>
                    )}
                    <Lately source={source} heard={heard} />
                  </span>
                  <StandingMark standing={standingOf(source, heard, Date.now())} />
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </Page>
  );
}

function NewSource({ shop, onCancel }: { shop: Shop; onCancel(): void }) {
  const [chosen, setChosen] = useState<Connector>();
  const sources = shop.connectors.filter((one) => one.source);
  if (!chosen) return <ChooseShop connectors={sources} onChoose={setChosen} onCancel={onCancel} />;
  return (
    <NewFromConnector
      title={chosen.title}
      which={t.sources.which}
      nameLabel={t.sources.name}
      connectors={[chosen]}
      schemaOf={(connector) => connector.source?.settings}
      secretsLater
      create={async (kind, name, settings) => {
        const json = { kind, name, settings, secretsLater: true };
        const source = await read(workspace.sources.$post({ param: { ws: shop.ws }, json }));
        go(`/w/${shop.ws}/sources/${source.id}`);
      }}
      cancelLabel={t.hearing.another}
      onCancel={() => setChosen(undefined)}
    />
  );
}

export function SourcePage({ shop, id }: { shop: Shop; id: string }) {
  const param = { ws: shop.ws, id };
  const loaded = useLoad(
    async () => {
      const ofShop = { param: { ws: shop.ws } };
      const [source, refusals, events, heard] = await Promise.all([
        read(workspace.sources[":id"].$get({ param })),
        read(workspace.sources[":id"].refusals.$get({ param })),
        read(workspace.events.$get({ ...ofShop, query: { sourceId: id, limit: "5" } })),
        read(workspace.stats.sources.$get(ofShop)),
      ]);
      return { source, refusals: refusals.items, events: events.items, heard: heard[id] };
    },
    id,
    2000,
  );
  const doing = useDoing();
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  const { source } = value;
  const connector = shop.connectors.find((one) => one.id === source.kind);
  const change = (json: { enabled: boolean }) =>
    doing.run(async () => {
      await read(workspace.sources[":id"].$patch({ param, json }));
      await loaded.reload();
    });
  const remove = () =>
    doing.run(async () => {
      await read(workspace.sources[":id"].$delete({ param }));
      go(`/w/${shop.ws}/sources`);
    });
  return (
    <Page
      title={source.name}
      {...(connector && connector.title !== source.name ? { intro: connector.title } : {})}
      actions={
        mayEdit(shop) && (
          <>
            <Button busy={doing.busy} onClick={() => void change({ enabled: !source.enabled })}>
              {source.enabled ? t.sources.switchOff : t.sources.switchOn}
            </Button>
            <Button
              kind="danger"
              busy={doing.busy}
              onClick={() => confirmed(t.sources.deleteAsk) && void remove()}
            >
              {t.common.delete}
            </Button>
          </>
        )
      }
    >
      <Trouble problem={doing.problem ?? loaded.problem} />
      <Hearing
        shop={shop}
        source={source}
        heard={value.heard}
        event={value.events.find((one) => one.id === value.heard?.lastEvent?.id)}
        refusal={value.refusals[0]}
      />
      {source.webhookUrl && <SetUp source={source} url={source.webhookUrl} />}
      {connector && mayEdit(shop) && <TestEvent shop={shop} source={source} connector={connector} />}
      <Card title={t.overview.recent}>
        {value.events.length > 0 ? (
          <EventTable shop={shop} events={value.events} />
        ) : (
          <Empty>{t.events.empty}</Empty>
        )}
      </Card>
      <Refusals refusals={value.refusals} />
      {connector?.source && mayEdit(shop) && (
        <SettingsCard
          nameLabel={t.sources.name}
          record={source}
          schema={connector.source.settings}
          save={async (name, settings) => {
            await read(workspace.sources[":id"].$patch({ param, json: { name, settings } }));
            await loaded.reload();
          }}
        />
      )}
    </Page>
  );
}

function SetUp({ source, url }: { source: Source; url: string }) {
  return (
    <Card title={t.sources.url}>
      <Copy text={url} label={t.sources.url} />
      <p class="note">{t.sources.urlHelp}</p>
      {source.caveat && <Notice tone="warn">{source.caveat}</Notice>}
      {source.problem && <Notice tone="warn">{source.problem}</Notice>}
      <h3>{t.sources.steps}</h3>
      <ol class="steps">
        {source.setupSteps.map((step) => (
          <li key={step}>{step.replace(url, t.sources.urlAbove)}</li>
        ))}
      </ol>
    </Card>
  );
}

function TestEvent({ shop, source, connector }: { shop: Shop; source: Source; connector: Connector }) {
  const samples = connector.source?.samples ?? [];
  const [sample, setSample] = useState("0");
  const [nothing, setNothing] = useState(false);
  const doing = useDoing();
  const send = () =>
    doing.run(async () => {
      setNothing(false);
      const { received } = await read(
        workspace.sources[":id"].test.$post({
          param: { ws: shop.ws, id: source.id },
          json: { sample: Number(sample) },
        }),
      );
      const [event] = received;
      if (event) go(`/w/${shop.ws}/events/${event}`);
      else setNothing(true);
    });
  return (
    <Card title={t.sources.test}>
      <div class="row end">
        <SelectField
          label={t.events.type}
          help={t.sources.testHelp}
          value={sample}
          onChange={setSample}
          choices={samples.map((one, i) => ({ value: String(i), label: one.title }))}
        />
        <Button kind="main" busy={doing.busy} disabled={!source.enabled} onClick={() => void send()}>
          {t.sources.test}
        </Button>
      </div>
      {nothing && <Notice tone="warn">{t.sources.testNothing}</Notice>}
      <Trouble problem={doing.problem} />
    </Card>
  );
}
