// Connections of an organisation: set up once, and used by the shops that are chosen.
import { useState } from "preact/hooks";
import {
  type Connector,
  type Organisation,
  organisation as organisationApi,
  read,
  type SharedConnection,
  type SharedConnectionDetail,
} from "../api";
import { useDoing, useLoad } from "../load";
import { go } from "../router";
import { t } from "../text";
import { Button, Card, confirmed, Mark, Notice, Page, Pending, Trouble } from "../ui";
import { hasFields } from "./connections";
import { NewFromConnector, SettingsCard } from "./connector-form";
import { type HeadOfficeProps, ownsAll } from "./head-office";
import { ConnectionMark } from "./marks";

const pathOf = (organisation: Organisation, id: string) => `/o/${organisation.id}/connections/${id}`;

const titleOf = (connectors: Connector[], tool: string) =>
  connectors.find((one) => one.id === tool)?.title ?? tool;

function sharingWords({ sharedWith }: SharedConnection): string {
  return sharedWith === "all" ? t.headOffice.withAll : t.headOffice.withSome(sharedWith.length);
}

type ListProps = {
  organisation: Organisation;
  connectors: Connector[];
  /** Ids of those that do not work in some shop. */
  failing: Set<string>;
};

export function SharedConnections({ organisation, connectors, failing }: ListProps) {
  const param = { org: organisation.id };
  const loaded = useLoad(() => read(organisationApi.connections.$get({ param })), organisation.id);
  const [adding, setAdding] = useState(false);
  const items = loaded.value?.items ?? [];
  return (
    <Card
      title={t.headOffice.connections}
      actions={
        ownsAll(organisation) &&
        !adding && <Button onClick={() => setAdding(true)}>{t.headOffice.addConnection}</Button>
      }
    >
      <p class="soft">{t.headOffice.connectionsHelp}</p>
      {adding && (
        <NewFromConnector
          title={t.headOffice.addConnection}
          which={t.connections.which}
          nameLabel={t.connections.name}
          connectors={connectors.filter(({ tool }) => tool && hasFields(tool.settings))}
          schemaOf={(connector) => connector.tool?.settings}
          create={async (tool, name, settings) => {
            const json = { tool, name, settings, sharedWith: [] };
            const { id } = await read(organisationApi.connections.$post({ param, json }));
            go(pathOf(organisation, id));
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {!loaded.value && <Pending loaded={loaded} />}
      {loaded.value && items.length === 0 && !adding && <p class="soft">{t.headOffice.noConnections}</p>}
      <ul class="items">
        {items.map((connection) => (
          <li key={connection.id}>
            <a class="item" href={pathOf(organisation, connection.id)}>
              <span>
                <strong>{connection.name}</strong>
                <span class="soft"> {titleOf(connectors, connection.tool)}</span>
                <span class="reason">
                  {sharingWords(connection)} · {usedBy(connection)}
                </span>
              </span>
              {connection.paused && <Mark tone="warn">{t.connections.paused}</Mark>}
              {!connection.paused && failing.has(connection.id) && (
                <Mark tone="bad">{t.connections.failing}</Mark>
              )}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const usedBy = ({ usedBy: { automations, shops } }: SharedConnection) =>
  t.headOffice.usedBy(automations, shops);

export function SharedConnectionPage({ organisation, connectors, id }: HeadOfficeProps & { id: string }) {
  const param = { org: organisation.id, id };
  const one = organisationApi.connections[":id"];
  const loaded = useLoad(() => read(one.$get({ param })), id, 10_000);
  const [checked, setChecked] = useState<SharedConnection["checked"]>();
  const [isSaved, setSaved] = useState(false);
  const doing = useDoing();
  const { value: connection } = loaded;
  if (!connection) return <Pending loaded={loaded} />;
  const connector = connectors.find(({ id }) => id === connection.tool);
  const isOwner = ownsAll(organisation);
  const mayCheck = isOwner || organisation.role === "editor";
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      await loaded.reload();
    });
  const check = () => act(async () => setChecked((await read(one.check.$post({ param }))).checked));
  const pause = () => act(() => read(one.$patch({ param, json: { paused: !connection.paused } })));
  const remove = () =>
    doing.run(async () => {
      await read(one.$delete({ param }));
      go(`/o/${organisation.id}`);
    });
  return (
    <Page
      title={connection.name}
      intro={titleOf(connectors, connection.tool)}
      actions={
        <>
          {mayCheck && (
            <Button kind="main" busy={doing.busy} onClick={() => void check()}>
              {t.connections.check}
            </Button>
          )}
          {isOwner && (
            <Button busy={doing.busy} onClick={() => void pause()}>
              {connection.paused ? t.common.resume : t.common.pause}
            </Button>
          )}
          {isOwner && (
            <Button
              kind="danger"
              busy={doing.busy}
              onClick={() => confirmed(t.headOffice.deleteConnectionAsk) && void remove()}
            >
              {t.common.delete}
            </Button>
          )}
        </>
      }
    >
      <p>
        <a href={`/o/${organisation.id}`}>← {organisation.name}</a>
      </p>
      <Trouble problem={doing.problem ?? loaded.problem} />
      {connection.paused && <Notice tone="warn">{t.connections.paused}</Notice>}
      {checked && <Checked checked={checked} />}
      {isSaved && <Notice>{t.headOffice.sharingSaved}</Notice>}
      <Sharing
        key={JSON.stringify(connection.sharedWith)}
        connection={connection}
        mayChange={isOwner}
        save={async (sharedWith) => {
          setSaved(false);
          await read(one.$patch({ param, json: { sharedWith } }));
          await loaded.reload();
          setSaved(true);
        }}
      />
      {isOwner && connector?.tool && (
        <SettingsCard
          nameLabel={t.connections.name}
          record={connection}
          schema={connector.tool.settings}
          save={async (name, settings) => {
            setChecked((await read(one.$patch({ param, json: { name, settings } }))).checked);
            await loaded.reload();
          }}
        />
      )}
    </Page>
  );
}

function Checked({ checked: { status, problem } }: { checked: NonNullable<SharedConnection["checked"]> }) {
  if (status === "ok") return <Notice>{t.headOffice.checkedOk}</Notice>;
  if (status === "unchecked") return <Notice tone="warn">{t.headOffice.checkedUnknown}</Notice>;
  return <Notice tone="warn">{t.headOffice.checkedFailing(problem ?? "")}</Notice>;
}

type SharingProps = {
  connection: SharedConnectionDetail;
  mayChange: boolean;
  save(sharedWith: SharedConnection["sharedWith"]): Promise<void>;
};

function Sharing({ connection, mayChange, save }: SharingProps) {
  const { shops } = connection;
  const [isForAll, setForAll] = useState(connection.sharedWith === "all");
  const [chosen, setChosen] = useState(new Set(shops.filter((shop) => shop.mayUse).map((shop) => shop.id)));
  const doing = useDoing();
  const submit = () => {
    const withdrawn = shops.filter(
      (shop) => shop.mayUse && shop.automations > 0 && !isForAll && !chosen.has(shop.id),
    );
    const automations = withdrawn.reduce((sum, shop) => sum + shop.automations, 0);
    if (withdrawn.length > 0 && !confirmed(t.headOffice.withdrawAsk(automations, withdrawn.length))) return;
    void doing.run(() => save(isForAll ? "all" : [...chosen]));
  };
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <Card title={t.headOffice.sharing}>
      <p class="soft">{usedBy(connection)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset class="shares" disabled={!mayChange}>
          <legend>{t.headOffice.shops}</legend>
          <label>
            <input type="radio" name="sharing" checked={isForAll} onChange={() => setForAll(true)} />{" "}
            {t.headOffice.all}
          </label>
          <label>
            <input type="radio" name="sharing" checked={!isForAll} onChange={() => setForAll(false)} />{" "}
            {t.headOffice.some}
          </label>
          <ul>
            {shops.map((shop) => (
              <li key={shop.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={isForAll || chosen.has(shop.id)}
                    disabled={isForAll || !mayChange}
                    onChange={(event) => choose(shop.id, event.currentTarget.checked)}
                  />{" "}
                  {shop.name}
                </label>
                {shop.automations > 0 && <span class="soft">{t.headOffice.uses(shop.automations)}</span>}
                {shop.mayUse && shop.status && (
                  <ConnectionMark connection={{ status: shop.status, paused: connection.paused }} />
                )}
                {shop.mayUse && shop.problem && <p class="reason">{shop.problem}</p>}
              </li>
            ))}
          </ul>
        </fieldset>
        <Trouble problem={doing.problem} />
        {mayChange && (
          <Button type="submit" busy={doing.busy}>
            {t.common.save}
          </Button>
        )}
      </form>
    </Card>
  );
}
