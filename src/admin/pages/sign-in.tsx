// The page behind a sign-in link. Opening it does nothing; its button signs in, so no mail scanner can use the link up.
import { api, read } from "../api";
import { Centre } from "../app";
import { useDoing } from "../load";
import { t } from "../text";
import { Button, Card, Trouble } from "../ui";

export function SignIn() {
  const token = location.hash.slice(1);
  const doing = useDoing();
  const signIn = () =>
    doing.run(async () => {
      await read(api.sessions.$post({ json: { token } }));
      location.replace("/");
    });
  return (
    <Centre>
      <Card>
        <h1>{t.signIn.title}</h1>
        {token ? (
          <>
            <p class="soft">{t.signIn.body}</p>
            <Trouble problem={doing.problem} />
            <Button kind="main" busy={doing.busy} onClick={() => void signIn()}>
              {t.signIn.button}
            </Button>
          </>
        ) : (
          <>
            <p>{t.signIn.noToken}</p>
            <p class="soft">{t.signIn.where}</p>
          </>
        )}
      </Card>
    </Centre>
  );
}
