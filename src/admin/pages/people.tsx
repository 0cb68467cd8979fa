// Who may come in: members and API keys, and who changed what. All of it is for owners.
import { useState } from "preact/hooks";
import { type Invited, type Key, type Member, type Role, read, workspace } from "../api";
import { type Shop, seesPeople } from "../app";
import { type Doing, type Loaded, useDoing, useLoad } from "../load";
import { t } from "../text";
import {
  Button,
  Card,
  Copy,
  confirmed,
  Notice,
  Page,
  Pending,
  SelectField,
  TextField,
  Time,
  Trouble,
} from "../ui";
import { AuditLog } from "./audit";

const roles: Role[] = ["owner", "editor", "viewer", "scanner"];
const roleChoices = roles.map((role) => ({ value: role, label: t.people.roles[role] }));
const roleOf = (value: string): Role => roles.find((role) => role === value) ?? "viewer";

export function People({ shop }: { shop: Shop }) {
  if (!seesPeople(shop)) return <Page title={t.people.title} intro={t.people.introForOthers} />;
  return (
    <Page title={t.people.title} intro={t.people.intro}>
      <Members shop={shop} />
      <Keys shop={shop} />
      <AuditLog shop={shop} />
    </Page>
  );
}

function Members({ shop }: { shop: Shop }) {
  const param = { ws: shop.ws };
  const loaded = useLoad(() => read(workspace.members.$get({ param })), shop.ws);
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<{ email: string; result: Invited }>();
  const doing = useDoing();
  if (!loaded.value)
    return (
      <Card title={t.people.members}>
        <Pending loaded={loaded} />
      </Card>
    );
  const { items, scopes } = loaded.value;
  const show = (email: string, result: Invited) => {
    setInvited({ email, result });
    setInviting(false);
  };
  return (
    <Card
      title={t.people.members}
      actions={!inviting && <Button onClick={() => setInviting(true)}>{t.people.invite}</Button>}
    >
      {invited && <InvitedNotice {...invited} />}
      {inviting && (
        <InviteForm
          shop={shop}
          toAll={scopes.includes("organisation")}
          onDone={(email, result) => {
            show(email, result);
            void loaded.reload();
          }}
          onCancel={() => setInviting(false)}
        />
      )}
      <Trouble problem={doing.problem ?? loaded.problem} />
      <ul class="people">
        {items.map((member) => (
          <MemberRow key={member.id} shop={shop} member={member} doing={doing} loaded={loaded} show={show} />
        ))}
      </ul>
    </Card>
  );
}

type MemberRowProps = {
  shop: Shop;
  member: Member;
  doing: Doing;
  loaded: Loaded<unknown>;
  show(email: string, result: Invited): void;
};

function MemberRow({ shop, member, doing, loaded, show }: MemberRowProps) {
  const param = { ws: shop.ws, id: member.id };
  const one = workspace.members[":id"];
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      await loaded.reload();
    });
  const sendLink = () => act(async () => show(member.email, await read(one.link.$post({ param }))));
  const remove = () => act(() => read(one.$delete({ param })));
  const change = (role: Role) => act(() => read(one.$patch({ param, json: { role } })));
  return (
    <li>
      <div>
        <strong>{member.email}</strong> {member.isYou && <span class="soft">{t.people.you}</span>}
        <span class="reason">
          {t.people.scopeWords[member.scope]} · <SignedIn at={member.signedInAt} />
        </span>
      </div>
      {member.mayChange ? (
        <div class="row">
          <select
            aria-label={t.people.roleOf(member.email)}
            value={member.role}
            disabled={doing.busy}
            onChange={(event) => {
              const { currentTarget: select } = event;
              // Until the answer is there, what counts is shown.
              const role = roleOf(select.value);
              select.value = member.role;
              void change(role);
            }}
          >
            {roleChoices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          {!member.isYou && (
            <Button busy={doing.busy} onClick={() => void sendLink()}>
              {t.people.newLink}
            </Button>
          )}
          <Button
            kind="danger"
            busy={doing.busy}
            onClick={() =>
              confirmed(member.isYou ? t.people.leaveAsk : t.people.removeAsk(member.email)) && void remove()
            }
          >
            {member.isYou ? t.people.leave : t.common.remove}
          </Button>
        </div>
      ) : (
        <span class="soft">{t.people.roles[member.role]}</span>
      )}
    </li>
  );
}

function SignedIn({ at }: { at: number | null }) {
  if (at === null) return <>{t.people.notYet}</>;
  return (
    <>
      {t.people.signedIn} <Time at={at} />
    </>
  );
}

function InvitedNotice({ email, result }: { email: string; result: Invited }) {
  if (!result.link) return <Notice>{t.people.mailed(email)}</Notice>;
  return (
    <div class="notice warn stacked" role="status">
      <span>
        {result.problem} {t.people.handOver(email)}
      </span>
      <Copy text={result.link.url} label={t.people.link} />
    </div>
  );
}

type InviteFormProps = {
  shop: Shop;
  /** Whether all of the organisation may be offered. */
  toAll: boolean;
  onDone(email: string, result: Invited): void;
  onCancel(): void;
};

function InviteForm({ shop, toAll, onDone, onCancel }: InviteFormProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const [isForAll, setForAll] = useState(false);
  const doing = useDoing();
  const invite = () =>
    doing.run(async () => {
      const scope = isForAll ? ("organisation" as const) : ("workspace" as const);
      const json = { email: email.trim(), role, scope };
      const { member, ...result } = await read(workspace.members.$post({ param: { ws: shop.ws }, json }));
      onDone(member.email, result);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <TextField
        label={t.people.email}
        kind="email"
        required
        value={email}
        error={doing.problem?.at("email")}
        onInput={setEmail}
      />
      <SelectField
        label={t.people.role}
        help={t.people.roleHelp[role]}
        value={role}
        onChange={(value) => setRole(roleOf(value))}
        choices={roleChoices}
      />
      {toAll && (
        <SelectField
          label={t.people.scope}
          value={isForAll ? "organisation" : "workspace"}
          onChange={(value) => setForAll(value === "organisation")}
          choices={[
            { value: "workspace", label: t.people.onlyHere(shop.name) },
            { value: "organisation", label: t.people.everywhere },
          ]}
        />
      )}
      <Trouble problem={doing.problem} />
      <div class="row">
        <Button type="submit" kind="main" busy={doing.busy}>
          {t.people.invite}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Keys({ shop }: { shop: Shop }) {
  const loaded = useLoad(() => read(workspace.keys.$get({ param: { ws: shop.ws } })), shop.ws);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const doing = useDoing();
  const remove = ({ id }: Key) =>
    doing.run(async () => {
      await read(workspace.keys[":id"].$delete({ param: { ws: shop.ws, id } }));
      await loaded.reload();
    });
  return (
    <Card
      title={t.keys.title}
      actions={!adding && <Button onClick={() => setAdding(true)}>{t.keys.add}</Button>}
    >
      {made && (
        <div class="notice warn stacked" role="status">
          <span>{t.keys.shownOnce}</span>
          <Copy text={made} label={t.keys.key} />
        </div>
      )}
      {adding && (
        <KeyForm
          shop={shop}
          onDone={(key) => {
            setMade(key);
            setAdding(false);
            void loaded.reload();
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      <Trouble problem={doing.problem} />
      {!loaded.value ? (
        <Pending loaded={loaded} />
      ) : loaded.value.items.length === 0 ? (
        <p class="soft">{t.keys.empty}</p>
      ) : (
        <ul class="people">
          {loaded.value.items.map((key) => (
            <li key={key.id}>
              <div>
                <strong>{key.name}</strong> <span class="soft">{t.people.roles[key.role]}</span>
                <span class="reason">
                  {key.createdBy && t.keys.madeBy(key.createdBy)} <LastUsed at={key.lastUsedAt} />
                </span>
              </div>
              <Button
                kind="danger"
                busy={doing.busy}
                onClick={() => confirmed(t.keys.endAsk(key.name)) && void remove(key)}
              >
                {t.keys.end}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function LastUsed({ at }: { at: number | null }) {
  if (at === null) return <>{t.keys.neverUsed}</>;
  return (
    <>
      {t.keys.lastUsed} <Time at={at} />
    </>
  );
}

type KeyFormProps = { shop: Shop; onDone(key: string): void; onCancel(): void };

function KeyForm({ shop, onDone, onCancel }: KeyFormProps) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const doing = useDoing();
  const create = () =>
    doing.run(async () => {
      const json = { name, role };
      onDone((await read(workspace.keys.$post({ param: { ws: shop.ws }, json }))).key);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextField label={t.keys.name} help={t.keys.nameHelp} required value={name} onInput={setName} />
      <SelectField
        label={t.people.role}
        help={t.people.roleHelp[role]}
        value={role}
        onChange={(value) => setRole(roleOf(value))}
        choices={roleChoices}
      />
      <Trouble problem={doing.problem} />
      <div class="row">
        <Button type="submit" kind="main" busy={doing.busy}>
          {t.keys.add}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
