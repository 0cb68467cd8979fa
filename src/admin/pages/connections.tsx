// The tools, each with a mark that tells whether it works.
import { useState } from "preact/hooks";
import { read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { go } from "../router";
import type { Schema } from "../schema-form";
import { t } from "../text";
import { Button, Card, confirmed, Loading, Notice, Page, Pending, ReadOnly, Time, Trouble } from "../ui";
import { NewFromConnector, SettingsCard } from "./connector-form";
import { ConnectionMark } from "./marks";

export const hasFields = (
  schema: unknown, // JSON Schema made from the connector's form
) => Object.keys((schema as Schema).properties ?? {}).length > 0;

export function Connections({ shop }: { shop: Shop }) {
  const loaded = useLoad(() => read(workspace.connections.$get({ param: { ws: shop.ws } })), shop.ws, 5000);
  const [adding, setAdding] = useState(false);
  const titleOf = (tool: string) => shop.connectors.find((one) => one.id === tool)?.title ?? tool;
  return (
    <Page
      title={t.connections.title}
      intro={t.connections.intro}
      actions={
        mayEdit(shop) && (
          <Button kind="main" onClick={() => setAdding(true)}>
            {t.connections.add}
          </Button>
        )
      }
    >
      {adding && <NewConnection shop={shop} onCancel={() => setAdding(false)} />}
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!loaded.value && !loaded.problem && <Loading />}
      <ul class="items">
        {loaded.value?.items.map((connection) => (
          <li key={connection.id}>
            <a class="item" href={`/w/${shop.ws}/connections/${connection.id}`}>
              <span>
                <strong>{connection.name}</strong>
                <span class="soft"> {titleOf(connection.tool)}</span>
                {connection.organisation && (
                  <span class="by"> {t.headOffice.by(connection.organisation)}</span>
                )}
                {connection.problem && <span class="reason">{connection.problem}</span>}
              </span>
              <ConnectionMark connection={connection} />
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function NewConnection({ shop, onCancel }: { shop: Shop; onCancel(): void }) {
  return (
    <NewFromConnector
      title={t.connections.add}
      which={t.connections.which}
      nameLabel={t.connections.name}
      connectors={shop.connectors.filter(({ tool }) => tool && (!tool.builtIn || hasFields(tool.settings)))}
      schemaOf={(connector) => connector.tool?.settings}
      create={async (tool, name, settings) => {
        const json = { tool, name, settings };
        const connection = await read(workspace.connections.$post({ param: { ws: shop.ws }, json }));
        go(`/w/${shop.ws}/connections/${connection.id}`);
      }}
      onCancel={onCancel}
    />
  );
}

export function ConnectionPage({ shop, id }: { shop: Shop; id: string }) {
  const param = { ws: shop.ws, id };
  const loaded = useLoad(
    async () => {
      const [connection, automations, held] = await Promise.all([
        read(workspace.connections[":id"].$get({ param })),
        read(workspace.automations.$get({ param: { ws: shop.ws } })),
        read(
          workspace.deliveries.$get({
            param: { ws: shop.ws },
            query: { connectionId: id, state: "held", limit: "200" },
          }),
        ),
      ]);
      return {
        connection,
        users: automations.items.filter((one) => one.action.connectionId === id),
        held: held.items.length,
      };
    },
    id,
    3000,
  );
  const doing = useDoing();
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  const { connection, users, held } = value;
  const connector = shop.connectors.find((one) => one.id === connection.tool);
  const isOwn = connection.organisation === undefined;
  const check = () =>
    doing.run(async () => {
      await read(workspace.connections[":id"].check.$post({ param }));
      await loaded.reload();
    });
  const pause = () =>
    doing.run(async () => {
      await read(workspace.connections[":id"].$patch({ param, json: { paused: !connection.paused } }));
      await loaded.reload();
    });
  const remove = () =>
    doing.run(async () => {
      await read(workspace.connections[":id"].$delete({ param }));
      go(`/w/${shop.ws}/connections`);
    });
  return (
    <Page
      title={connection.name}
      {...(connector && connector.title !== connection.name ? { intro: connector.title } : {})}
      actions={
        mayEdit(shop) && (
          <>
            <Button kind="main" busy={doing.busy} onClick={() => void check()}>
              {t.connections.check}
            </Button>
            {isOwn && (
              <Button busy={doing.busy} onClick={() => void pause()}>
                {connection.paused ? t.common.resume : t.common.pause}
              </Button>
            )}
            {isOwn && !(connector?.tool?.builtIn && Object.keys(connection.settings).length === 0) && (
              <Button
                kind="danger"
                busy={doing.busy}
                onClick={() => confirmed(t.connections.deleteAsk) && void remove()}
              >
                {t.common.delete}
              </Button>
            )}
          </>
        )
      }
    >
      <Trouble problem={doing.problem ?? loaded.problem} />
      <Card {...(connection.status === "failing" ? { tone: "bad" as const } : {})}>
        <div class="row between">
          <ConnectionMark connection={connection} />
          <span class="soft">
            {connection.checkedAt !== null && (
              <>
                {t.connections.checked} <Time at={connection.checkedAt} />
              </>
            )}
          </span>
        </div>
        {connection.problem && <p class="reason">{connection.problem}</p>}
        {connection.status === "unchecked" && <p class="soft">{t.connections.uncheckedHelp}</p>}
        {connection.organisation && <p class="soft">{t.headOffice.belongsTo(connection.organisation)}</p>}
        {held > 0 && <Notice tone="warn">{t.connections.held(held)}</Notice>}
      </Card>
      <Card title={t.connections.usedBy}>
        {users.length === 0 ? (
          <p class="soft">{t.connections.notUsed}</p>
        ) : (
          <ul class="list">
            {users.map((automation) => (
              <li key={automation.id}>
                <a href={`/w/${shop.ws}/automations/${automation.id}`}>{automation.name}</a>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {isOwn && connector?.tool && hasFields(connector.tool.settings) && (
        <ReadOnly unless={mayEdit(shop)}>
          <SettingsCard
            nameLabel={t.connections.name}
            record={connection}
            schema={connector.tool.settings}
            save={async (name, settings) => {
              await read(workspace.connections[":id"].$patch({ param, json: { name, settings } }));
              await loaded.reload();
            }}
          />
        </ReadOnly>
      )}
    </Page>
  );
}
