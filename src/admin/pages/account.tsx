// One's own account: who one is, with which passkeys one signs in, and where one is signed in.
import { useState } from "preact/hooks";
import { api, type Passkey, read } from "../api";
import { type Doing, type Loaded, useDoing, useLoad } from "../load";
import { t } from "../text";
import { Button, Card, confirmed, Empty, Mark, Page, Pending, TextField, Time, Trouble } from "../ui";

export function Account({ email }: { email: string }) {
  return (
    <Page title={t.account.title} intro={t.account.intro(email)}>
      <Passkeys />
      <Sessions />
    </Page>
  );
}

function Passkeys() {
  const loaded = useLoad(async () => {
    const [mine, ways] = await Promise.all([read(api.passkeys.$get()), read(api["sign-in-ways"].$get())]);
    return { ...mine, ways };
  }, "passkeys");
  const doing = useDoing();
  if (!loaded.value)
    return (
      <Card title={t.passkeys.title}>
        <Pending loaded={loaded} />
      </Card>
    );
  const { items, freshUntil, ways } = loaded.value;
  const removeAsk = ({ name }: Passkey) =>
    items.length === 1 && !ways.email ? t.passkeys.removeLastAsk(name) : t.passkeys.removeAsk(name);
  return (
    <Card title={t.passkeys.title}>
      <p class="soft">{t.passkeys.intro}</p>
      {items.length === 0 ? (
        <Empty>{t.passkeys.empty}</Empty>
      ) : (
        <ul class="people">
          {items.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              removeAsk={removeAsk(passkey)}
              doing={doing}
              loaded={loaded}
            />
          ))}
        </ul>
      )}
      <Trouble problem={doing.problem ?? loaded.problem} />
      <AddPasskey at={ways.passkeysAt} freshUntil={freshUntil} doing={doing} loaded={loaded} />
    </Card>
  );
}

type AddPasskeyProps = { at: string; freshUntil: number; doing: Doing; loaded: Loaded<unknown> };

function AddPasskey({ at, freshUntil, doing, loaded }: AddPasskeyProps) {
  const add = () =>
    doing.run(async () => {
      const { addPasskey } = await import("../passkeys");
      await addPasskey();
      await loaded.reload();
    });
  const signInAgain = () =>
    doing.run(async () => {
      await read(api.sessions.current.$delete());
      location.reload();
    });
  if (at !== location.origin) return <PasskeysElsewhere at={at} />;
  if (Date.now() > freshUntil)
    return (
      <div class="row">
        <span class="soft">{t.passkeys.signInFirst}</span>
        <Button busy={doing.busy} onClick={() => void signInAgain()}>
          {t.passkeys.signInAgain}
        </Button>
      </div>
    );
  return (
    <div class="row">
      <Button busy={doing.busy} onClick={() => void add()}>
        {t.passkeys.add}
      </Button>
    </div>
  );
}

/** A browser offers passkeys at one address alone, and this page is open at another one. */
export function PasskeysElsewhere({ at }: { at: string }) {
  return (
    <p class="soft">
      {t.passkeys.elsewhere} <a href={at + location.pathname}>{at}</a>
    </p>
  );
}

type PasskeyRowProps = { passkey: Passkey; removeAsk: string; doing: Doing; loaded: Loaded<unknown> };

function PasskeyRow({ passkey, removeAsk, doing, loaded }: PasskeyRowProps) {
  const { id, name, createdAt, lastUsedAt, backedUp } = passkey;
  const [newName, setNewName] = useState<string>();
  const one = api.passkeys[":id"];
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      setNewName(undefined);
      await loaded.reload();
    });
  const rename = () => act(() => read(one.$patch({ param: { id }, json: { name: newName ?? name } })));
  const remove = () => act(() => read(one.$delete({ param: { id } })));
  if (newName !== undefined)
    return (
      <li>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <TextField label={t.passkeys.name} required value={newName} onInput={setNewName} />
          <div class="row">
            <Button type="submit" kind="main" busy={doing.busy}>
              {t.common.save}
            </Button>
            <Button onClick={() => setNewName(undefined)}>{t.common.cancel}</Button>
          </div>
        </form>
      </li>
    );
  return (
    <li>
      <div>
        <strong>{name}</strong> {backedUp && <span class="soft">{t.passkeys.backedUp}</span>}
        <span class="reason">
          {t.passkeys.added} <Time at={createdAt} />
          {" · "}
          {lastUsedAt === null ? (
            t.keys.neverUsed
          ) : (
            <>
              {t.keys.lastUsed} <Time at={lastUsedAt} />
            </>
          )}
        </span>
      </div>
      <div class="row">
        <Button onClick={() => setNewName(name)}>{t.passkeys.rename}</Button>
        <Button kind="danger" busy={doing.busy} onClick={() => confirmed(removeAsk) && void remove()}>
          {t.common.remove}
        </Button>
      </div>
    </li>
  );
}

function Sessions() {
  const loaded = useLoad(() => read(api.sessions.$get()), "sessions");
  const doing = useDoing();
  const act = (work: () => Promise<unknown>) =>
    doing.run(async () => {
      await work();
      await loaded.reload();
    });
  const endAll = () =>
    doing.run(async () => {
      await read(api.sessions.$delete());
      await read(api.sessions.current.$delete());
      location.assign("/sign-in");
    });
  const items = loaded.value?.items ?? [];
  return (
    <Card
      title={t.sessions.title}
      actions={
        <>
          {items.length > 1 && (
            <Button busy={doing.busy} onClick={() => void act(() => read(api.sessions.$delete()))}>
              {t.sessions.endOthers}
            </Button>
          )}
          <Button busy={doing.busy} onClick={() => void endAll()}>
            {t.sessions.endAll}
          </Button>
        </>
      }
    >
      <Trouble problem={doing.problem} />
      {!loaded.value && <Pending loaded={loaded} />}
      <ul class="people">
        {items.map(({ id, device, createdAt, lastSeenAt, isThis }) => (
          <li key={id}>
            <div>
              <strong>{device ?? t.sessions.unknown}</strong>
              <span class="reason">
                {t.sessions.since} <Time at={createdAt} />
                {lastSeenAt !== null && !isThis && (
                  <>
                    {" · "}
                    {t.sessions.seen} <Time at={lastSeenAt} />
                  </>
                )}
              </span>
            </div>
            {isThis ? (
              <Mark tone="good">{t.sessions.isThis}</Mark>
            ) : (
              <Button
                busy={doing.busy}
                onClick={() => void act(() => read(api.sessions[":id"].$delete({ param: { id } })))}
              >
                {t.sessions.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
