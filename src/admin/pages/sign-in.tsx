// The page behind a sign-in link, and where one asks for a link or uses a passkey. Opening it does nothing; its button signs
// in, so no mail scanner can use the link up.
import { useEffect, useState } from "preact/hooks";
import { api, read } from "../api";
import { Centre } from "../app";
import { useDoing, useLoad } from "../load";
import { useHash } from "../router";
import { t } from "../text";
import { Button, Card, Notice, Pending, TextField, Trouble } from "../ui";
import { PasskeysElsewhere } from "./account";

export function SignIn() {
  const token = useHash();
  return (
    <Centre>
      <Card>
        <h1>{t.signIn.title}</h1>
        {token ? <ByLink token={token} /> : <WithoutLink />}
      </Card>
    </Centre>
  );
}

const isAtTheDoor = () => location.pathname === "/sign-in";

/** On to the page that was asked for, or to the first one. */
function enter(): void {
  if (isAtTheDoor()) location.replace("/");
  else location.reload();
}

function ByLink({ token }: { token: string }) {
  const doing = useDoing();
  const signIn = () =>
    doing.run(async () => {
      await read(api.sessions.$post({ json: { token } }));
      location.replace("/");
    });
  return (
    <>
      <p class="soft">{t.signIn.body}</p>
      <Trouble problem={doing.problem} />
      <Button kind="main" busy={doing.busy} onClick={() => void signIn()}>
        {t.signIn.button}
      </Button>
    </>
  );
}

function WithoutLink() {
  const loaded = useLoad(() => read(api["sign-in-ways"].$get()), "ways");
  if (!loaded.value) return <Pending loaded={loaded} />;
  const { email, passkeysAt, access } = loaded.value;
  return (
    <div class="ways">
      {access && <ByAccess />}
      {email ? <ByEmail /> : <ByLinkElsewhere />}
      {passkeysAt === location.origin ? <ByPasskey /> : <PasskeysElsewhere at={passkeysAt} />}
    </div>
  );
}

function ByLinkElsewhere() {
  return (
    <div>
      <p>{t.signIn.noToken}</p>
      <p class="soft">{t.signIn.where}</p>
    </div>
  );
}

/** Whoever comes to a page by Access is let through to it; whoever signed out, or failed, presses the button. */
function ByAccess() {
  const doing = useDoing();
  const signIn = () =>
    doing.run(async () => {
      await read(api["access-sessions"].$post());
      enter();
    });
  useEffect(() => {
    if (!isAtTheDoor()) void signIn();
  }, []);
  return (
    <div>
      <Trouble problem={doing.problem} />
      <Button kind="main" busy={doing.busy} onClick={() => void signIn()}>
        {t.access.button}
      </Button>
    </div>
  );
}

function ByPasskey() {
  const doing = useDoing();
  const suggesting = useDoing();
  const signIn = () =>
    doing.run(async () => {
      const { signInWithPasskey } = await import("../passkeys");
      await signInWithPasskey();
      enter();
    });
  useEffect(() => {
    const leaving = new AbortController();
    void suggesting.run(async () => {
      const { suggestPasskeys } = await import("../passkeys");
      if (await suggestPasskeys(leaving.signal)) enter();
    });
    return () => leaving.abort();
  }, []);
  return (
    <div>
      <Trouble problem={doing.problem ?? suggesting.problem} />
      <Button busy={doing.busy} onClick={() => void signIn()}>
        {t.passkeys.signIn}
      </Button>
    </div>
  );
}

function ByEmail() {
  const [email, setEmail] = useState("");
  const [minutes, setMinutes] = useState<number>();
  const doing = useDoing();
  const ask = () =>
    doing.run(async () => {
      const sent = await read(api["sign-in-mails"].$post({ json: { email: email.trim() } }));
      setMinutes(sent.minutes);
    });
  if (minutes !== undefined) return <Notice>{t.signIn.sent(email.trim(), minutes)}</Notice>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <p class="soft">{t.signIn.byEmail}</p>
      <TextField
        label={t.people.email}
        kind="email"
        // The last word lets browsers suggest passkeys, too.
        autocomplete="username webauthn"
        required
        value={email}
        error={doing.problem?.at("email")}
        onInput={setEmail}
      />
      <Trouble problem={doing.problem} />
      <Button type="submit" kind="main" busy={doing.busy}>
        {t.signIn.send}
      </Button>
    </form>
  );
}
