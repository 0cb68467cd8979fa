// Forms over a connector's own schema: one to choose a connector and fill it in, one to change what is there.
import { useState } from "preact/hooks";
import type { Connector } from "../api";
import { useDoing } from "../load";
import { type Schema, SchemaForm, type Values } from "../schema-form";
import { t } from "../text";
import { Button, Card, SelectField, TextField, Trouble } from "../ui";

/** The API takes any JSON as settings and checks it; a form's values are JSON. */
export type Settings = Record<string, never>;

type NewProps = {
  title: string;
  which: string;
  nameLabel: string;
  connectors: Connector[];
  schemaOf(connector: Connector): unknown;
  secretsLater?: boolean;
  create(kind: string, name: string, settings: Settings): Promise<void>;
  cancelLabel?: string;
  onCancel(): void;
};

/** With one connector alone, there is nothing to choose. */
export function NewFromConnector({
  title,
  which,
  nameLabel,
  connectors,
  schemaOf,
  secretsLater = false,
  create,
  cancelLabel = t.common.cancel,
  onCancel,
}: NewProps) {
  const [kind, setKind] = useState(connectors[0]?.id ?? "");
  const connector = connectors.find((one) => one.id === kind);
  const [name, setName] = useState("");
  const [settings, setSettings] = useState<Values>({});
  const doing = useDoing();
  const submit = () => create(kind, name.trim() || (connector?.title ?? kind), settings as Settings);
  return (
    <Card title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void doing.run(submit);
        }}
      >
        {connectors.length === 1 ? (
          <p class="soft">{connector?.summary}</p>
        ) : (
          <SelectField
            label={which}
            value={kind}
            help={connector?.summary}
            onChange={(next) => {
              setKind(next);
              setSettings({});
            }}
            choices={connectors.map((one) => ({ value: one.id, label: one.title }))}
          />
        )}
        <TextField label={nameLabel} value={name} placeholder={connector?.title} onInput={setName} optional />
        {connector && (
          <SchemaForm
            key={kind}
            schema={schemaOf(connector) as Schema} // JSON Schema made from the connector's form
            values={settings}
            onChange={setSettings}
            errorAt={(path) => doing.problem?.at(`settings.${path}`)}
            secretsLater={secretsLater}
          />
        )}
        <Trouble problem={doing.problem} />
        <div class="row">
          <Button type="submit" kind="main" busy={doing.busy}>
            {t.common.create}
          </Button>
          <Button onClick={onCancel}>{cancelLabel}</Button>
        </div>
      </form>
    </Card>
  );
}

type ChangeProps = {
  nameLabel: string;
  record: { name: string; settings: unknown; hasSecret: boolean };
  schema: unknown;
  save(name: string, settings: Settings): Promise<void>;
};

export function SettingsCard({ nameLabel, record, schema, save }: ChangeProps) {
  const [name, setName] = useState(record.name);
  const [settings, setSettings] = useState<Values>(record.settings as Values); // an object of JSON
  const doing = useDoing();
  return (
    <Card title={t.sources.settings}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void doing.run(() => save(name, settings as Settings));
        }}
      >
        <TextField label={nameLabel} value={name} onInput={setName} />
        <SchemaForm
          schema={schema as Schema} // JSON Schema made from the connector's form
          values={settings}
          onChange={setSettings}
          errorAt={(path) => doing.problem?.at(`settings.${path}`)}
          keptSecrets={record.hasSecret}
        />
        <Trouble problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>
          {t.common.save}
        </Button>
      </form>
    </Card>
  );
}
