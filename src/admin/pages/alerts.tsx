// Who is told when something needs a hand: mailboxes, webhooks and Slack, what each hears of, and what arrived.
import { useState } from "preact/hooks";
import { languageNames, languages } from "../../core/language";
import { type AlertChannel, type Connection, read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { fullTime, t } from "../text";
import {
  Button,
  Card,
  confirmed,
  Empty,
  Json,
  Mark,
  Notice,
  Page,
  Pending,
  SelectField,
  TextField,
  Time,
  type Tone,
  Trouble,
} from "../ui";

const kinds = ["email", "webhook", "slack"] as const;
const heard = ["connection", "uncertain", "failed", "held", "overdue", "silent", "refused"] as const;
const digests = ["off", "when-needed", "daily"] as const;

type Kind = (typeof kinds)[number];

export function Alerts({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(
    async () => {
      const [channels, connections] = await Promise.all([
        read(workspace["alert-channels"].$get({ param })),
        read(workspace.connections.$get({ param })),
      ]);
      return {
        channels: channels.items,
        senders: connections.items.filter(({ tool }) => tool === "email"),
      };
    },
    shop.ws,
    10_000,
  );
  const [adding, setAdding] = useState<Kind>();
  const { value } = loaded;
  if (!value) return <Pending loaded={loaded} />;
  const { channels, senders } = value;
  return (
    <Page title={t.alerts.title} intro={t.alerts.intro}>
      <Trouble problem={loaded.problem} />
      {adding === undefined && channels.length === 0 && (
        <Card>
          <Empty>{t.alerts.empty}</Empty>
        </Card>
      )}
      {adding && (
        <Card title={t.alerts.addKind[adding]}>
          <ChannelForm
            shop={shop}
            kind={adding}
            senders={senders}
            onDone={() => {
              setAdding(undefined);
              void loaded.reload();
            }}
            onCancel={() => setAdding(undefined)}
          />
        </Card>
      )}
      {!adding && mayEdit(shop) && (
        <div class="row">
          {kinds.map((kind) => (
            <Button key={kind} kind={kind === "email" ? "main" : "plain"} onClick={() => setAdding(kind)}>
              {t.alerts.addKind[kind]}
            </Button>
          ))}
        </div>
      )}
      {channels.map((channel) => (
        <ChannelCard
          key={channel.id}
          shop={shop}
          channel={channel}
          senders={senders}
          reload={loaded.reload}
        />
      ))}
    </Page>
  );
}

type ChannelCardProps = {
  shop: Shop;
  channel: AlertChannel;
  senders: Connection[];
  reload(): Promise<void>;
};

function ChannelCard({ shop, channel, senders, reload }: ChannelCardProps) {
  const param = { ws: shop.ws, id: channel.id };
  const one = workspace["alert-channels"][":id"];
  const [editing, setEditing] = useState(false);
  const [tested, setTested] = useState<Tested>();
  const doing = useDoing();
  const test = () =>
    doing.run(async () => {
      setTested(undefined);
      setTested(await read(one.test.$post({ param })));
    });
  const remove = () =>
    doing.run(async () => {
      await read(one.$delete({ param }));
      await reload();
    });
  return (
    <Card
      title={nameOf(channel)}
      actions={
        mayEdit(shop) &&
        !editing && (
          <>
            <Button busy={doing.busy} onClick={() => void test()}>
              {t.alerts.test}
            </Button>
            <Button onClick={() => setEditing(true)}>{t.common.edit}</Button>
            <Button
              kind="danger"
              busy={doing.busy}
              onClick={() => confirmed(t.alerts.deleteAsk(nameOf(channel))) && void remove()}
            >
              {t.common.delete}
            </Button>
          </>
        )
      }
    >
      <Trouble problem={doing.problem} />
      {tested && <TestedNotice tested={tested} />}
      {editing ? (
        <ChannelForm
          shop={shop}
          kind={channel.kind}
          channel={channel}
          senders={senders}
          onDone={() => {
            setEditing(false);
            void reload();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p class="soft">{aboutWords(channel)}</p>
      )}
      <Notices channel={channel} />
    </Card>
  );
}

/** By what people know it: its name, or else where it leads. */
function nameOf({ kind, name, settings }: AlertChannel): string {
  if (name !== "") return name;
  if (kind === "email") return textsOf(settings.to).join(", ");
  if (kind === "webhook" && typeof settings.url === "string") return new URL(settings.url).host;
  return t.alerts.kinds[kind];
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function aboutWords({ kind, hears, digest }: AlertChannel): string {
  const hearsAll = hears.length === heard.length;
  const what = hearsAll ? t.alerts.hearsAll : hears.map((one) => t.alerts.heard[one]).join(", ");
  const parts = [t.alerts.kinds[kind], ...(what === "" ? [] : [what])];
  return [...parts, ...(digest === "off" ? [] : [t.alerts.digests[digest]])].join(" · ");
}

type Tested = { arrived: boolean; attempt: Attempt };
type Attempt = NonNullable<AlertChannel["notices"][number]["attempt"]>;

function TestedNotice({ tested: { arrived, attempt } }: { tested: Tested }) {
  if (!arrived)
    return (
      <div class="notice bad" role="alert">
        <span>{attempt.reason}</span>
      </div>
    );
  return (
    <>
      <Notice>{t.alerts.arrived}</Notice>
      <Sent attempt={attempt} />
    </>
  );
}

const tones: Record<AlertChannel["notices"][number]["state"], Tone> = {
  owed: "warn",
  sending: "calm",
  sent: "good",
  failed: "bad",
  uncertain: "warn",
};

function Notices({ channel }: { channel: AlertChannel }) {
  if (channel.notices.length === 0) return <p class="soft">{t.alerts.nothingYet}</p>;
  return (
    <details>
      <summary>
        {t.alerts.last} <Outcome notice={channel.notices[0]} />
      </summary>
      <ul class="attempts">
        {channel.notices.map((notice) => (
          <li key={notice.id}>
            <div class="row between">
              <span>
                {t.alerts.about[notice.about]} <span class="soft">{fullTime(notice.madeAt)}</span>
              </span>
              <Mark tone={tones[notice.state]}>{t.alerts.states[notice.state]}</Mark>
            </div>
            {notice.reason && <p class="reason">{notice.reason}</p>}
            {notice.attempt && <Sent attempt={notice.attempt} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Outcome({ notice }: { notice: AlertChannel["notices"][number] | undefined }) {
  if (!notice) return null;
  return (
    <>
      <Mark tone={tones[notice.state]}>{t.alerts.states[notice.state]}</Mark> <Time at={notice.madeAt} />
    </>
  );
}

/** What was sent, as far as it is kept. */
function Sent({ attempt }: { attempt: Attempt }) {
  const text = attempt.request?.body;
  return text === undefined ? null : <Json value={text} />;
}

type ChannelFormProps = {
  shop: Shop;
  kind: Kind;
  /** The one that is edited; undefined for a new one. */
  channel?: AlertChannel;
  senders: Connection[];
  onDone(): void;
  onCancel(): void;
};

function ChannelForm({ shop, kind, channel, senders, onDone, onCancel }: ChannelFormProps) {
  const { settings = {} } = channel ?? {};
  const [name, setName] = useState(channel?.name ?? "");
  const [to, setTo] = useState(textsOf(settings.to).join(", "));
  const [sender, setSender] = useState(String(settings.connectionId ?? senders[0]?.id ?? ""));
  const [url, setUrl] = useState(typeof settings.url === "string" ? settings.url : "");
  const [secret, setSecret] = useState("");
  const [hears, setHears] = useState<readonly string[]>(channel?.hears ?? heard);
  const [digest, setDigest] = useState<string>(channel?.digest ?? (kind === "email" ? "when-needed" : "off"));
  const [language, setLanguage] = useState<string>(channel?.language ?? browserLanguage());
  const doing = useDoing();

  const newSettings = (): Record<string, string | string[]> => {
    if (kind === "email")
      return { to: to.split(/[,;\s]+/).filter((one) => one !== ""), connectionId: sender };
    if (kind === "webhook")
      return { url: url.trim(), ...(secret === "" ? {} : { signingSecret: secret.trim() }) };
    const { baseUrl } = settings;
    return {
      ...(url === "" ? {} : { url: url.trim() }),
      ...(typeof baseUrl === "string" ? { baseUrl } : {}),
    };
  };
  const save = () =>
    doing.run(async () => {
      const json = {
        name: name.trim(),
        settings: newSettings(),
        hears: heard.filter((one) => hears.includes(one)),
        digest: digests.find((one) => one === digest) ?? "off",
        language: languages.find((one) => one === language) ?? "en",
      };
      const routes = workspace["alert-channels"];
      if (channel) await read(routes[":id"].$patch({ param: { ws: shop.ws, id: channel.id }, json }));
      else await read(routes.$post({ param: { ws: shop.ws }, json: { kind, ...json } }));
      onDone();
    });
  const wrong = (path: string) => doing.problem?.at(path);
  const isAtField = fieldsOf[kind].some((path) => wrong(path) !== undefined);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {kind === "email" && (
        <TextField
          label={t.alerts.to}
          help={t.alerts.toHelp}
          required
          value={to}
          error={wrong("settings.to")}
          onInput={setTo}
        />
      )}
      {kind === "email" && senders.length > 1 && (
        <SelectField
          label={t.alerts.sentBy}
          value={sender}
          onChange={setSender}
          error={wrong("settings.connectionId")}
          choices={senders.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
      {kind === "webhook" && (
        <>
          <TextField
            label={t.alerts.url}
            help={t.alerts.urlHelp}
            required
            value={url}
            error={wrong("settings.url")}
            onInput={setUrl}
          />
          <TextField
            label={t.alerts.signingSecret}
            help={channel?.hasSecret ? t.common.secretKept : t.alerts.signingSecretHelp}
            kind="password"
            optional
            value={secret}
            error={wrong("settings.signingSecret")}
            onInput={setSecret}
          />
        </>
      )}
      {kind === "slack" && (
        <TextField
          label={t.alerts.slackUrl}
          help={channel ? t.common.secretKept : t.alerts.slackHelp}
          kind="password"
          required={!channel}
          value={url}
          error={wrong("settings.url")}
          onInput={setUrl}
        />
      )}
      <TextField label={t.alerts.name} help={t.alerts.nameHelp} optional value={name} onInput={setName} />
      <fieldset>
        <legend>{t.alerts.hears}</legend>
        {heard.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={hears.includes(one)}
              onChange={(event) =>
                setHears(
                  event.currentTarget.checked ? [...hears, one] : hears.filter((other) => other !== one),
                )
              }
            />{" "}
            {t.alerts.heard[one]}
          </label>
        ))}
        {wrong("hears") && (
          <p class="note bad" role="alert">
            {t.alerts.hearsNothing}
          </p>
        )}
      </fieldset>
      {kind === "email" && (
        <SelectField
          label={t.alerts.digest}
          help={t.alerts.digestHelp}
          value={digest}
          onChange={setDigest}
          choices={digests.map((value) => ({ value, label: t.alerts.digestChoices[value] }))}
        />
      )}
      <SelectField
        label={t.alerts.language}
        value={language}
        onChange={setLanguage}
        choices={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      {!isAtField && <Trouble problem={doing.problem} />}
      <div class="row">
        <Button type="submit" kind="main" busy={doing.busy}>
          {channel ? t.common.save : t.common.create}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

/** Fields that say for themselves what is wrong with them. */
const fieldsOf: Record<Kind, string[]> = {
  email: ["settings.to", "settings.connectionId", "hears"],
  webhook: ["settings.url", "settings.signingSecret", "hears"],
  slack: ["settings.url", "hears"],
};

function browserLanguage(): string {
  const wanted = navigator.languages.map((one) => one.slice(0, 2));
  return wanted.find((one) => languages.some((known) => known === one)) ?? "en";
}
