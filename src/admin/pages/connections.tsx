// The tools, each with a mark that tells whether it works.
import { useState } from "preact/hooks";
import { type Connection, read, workspace } from "../api";
import type { Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { go } from "../router";
import { type Schema, SchemaForm, type Values } from "../schema-form";
import { t } from "../text";
import { Button, Card, confirmed, Loading, Notice, Page, SelectField, TextField, Time, Trouble } from "../ui";
import { ConnectionMark } from "./marks";

export function Connections({ shop }: { shop: Shop }) {
  const loaded = useLoad(() => read(workspace.connections.$get({ param: { ws: shop.ws } })), shop.ws, 5000);
  const [adding, setAdding] = useState(false);
  const titleOf = (tool: string) => shop.connectors.find((one) => one.id === tool)?.title ?? tool;
  return (
    <Page
      title={t.connections.title}
      intro={t.connections.intro}
      actions={
        <Button kind="main" onClick={() => setAdding(true)}>
          {t.connections.add}
        </Button>
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
  const tools = shop.connectors.filter((one) => one.tool && !one.tool.builtIn);
  const [tool, setTool] = useState(tools[0]?.id ?? "");
  const connector = tools.find((one) => one.id === tool);
  const [name, setName] = useState("");
  const [settings, setSettings] = useState<Values>({});
  const doing = useDoing();
  const create = () =>
    doing.run(async () => {
      const connection = await read(
        workspace.connections.$post({
          param: { ws: shop.ws },
          json: { tool, name: name.trim() || (connector?.title ?? tool), settings: settings as never }, // the form's values are JSON
        }),
      );
      go(`/w/${shop.ws}/connections/${connection.id}`);
    });
  return (
    <Card title={t.connections.add}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <SelectField
          label={t.connections.which}
          value={tool}
          help={connector?.summary}
          onChange={(next) => {
            setTool(next);
            setSettings({});
          }}
          choices={tools.map((one) => ({ value: one.id, label: one.title }))}
        />
        <TextField
          label={t.connections.name}
          value={name}
          placeholder={connector?.title}
          onInput={setName}
          optional
        />
        {connector?.tool && (
          <SchemaForm
            key={tool}
            schema={connector.tool.settings as Schema} // JSON Schema made from a connector's form
            values={settings}
            onChange={setSettings}
            errorAt={(path) => doing.problem?.at(`settings.${path}`)}
          />
        )}
        <Trouble problem={doing.problem} />
        <div class="row">
          <Button type="submit" kind="main" busy={doing.busy}>
            {t.common.create}
          </Button>
          <Button onClick={onCancel}>{t.common.cancel}</Button>
        </div>
      </form>
    </Card>
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
  if (!value)
    return loaded.problem ? (
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
    ) : (
      <Loading />
    );
  const { connection, users, held } = value;
  const connector = shop.connectors.find((one) => one.id === connection.tool);
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
        <>
          <Button kind="main" busy={doing.busy} onClick={() => void check()}>
            {t.connections.check}
          </Button>
          <Button busy={doing.busy} onClick={() => void pause()}>
            {connection.paused ? t.common.resume : t.common.pause}
          </Button>
          {!connector?.tool?.builtIn && (
            <Button
              kind="danger"
              busy={doing.busy}
              onClick={() => confirmed(t.connections.deleteAsk) && void remove()}
            >
              {t.common.delete}
            </Button>
          )}
        </>
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
      {connector?.tool && !connector.tool.builtIn && (
        <ConnectionSettings
          shop={shop}
          connection={connection}
          schema={connector.tool.settings as Schema}
          onSaved={loaded.reload}
        />
      )}
    </Page>
  );
}

type SettingsProps = { shop: Shop; connection: Connection; schema: Schema; onSaved(): Promise<void> };

function ConnectionSettings({ shop, connection, schema, onSaved }: SettingsProps) {
  const [name, setName] = useState(connection.name);
  const [settings, setSettings] = useState<Values>(connection.settings);
  const doing = useDoing();
  const save = () =>
    doing.run(async () => {
      await read(
        workspace.connections[":id"].$patch({
          param: { ws: shop.ws, id: connection.id },
          json: { name, settings: settings as never }, // the form's values are JSON
        }),
      );
      await onSaved();
    });
  return (
    <Card title={t.sources.settings}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t.connections.name} value={name} onInput={setName} />
        <SchemaForm
          schema={schema}
          values={settings}
          onChange={setSettings}
          errorAt={(path) => doing.problem?.at(`settings.${path}`)}
          keptSecrets={connection.hasSecret}
        />
        <Trouble problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>
          {t.common.save}
        </Button>
      </form>
    </Card>
  );
}
