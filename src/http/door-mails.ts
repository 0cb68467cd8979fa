// The mails of the doors, in plain words: a link to sign in, and an invitation.
import type { Mail } from "../connectors/kit";
import { encodeBytes, type Random } from "../core/ids";

type Letter = Pick<Mail, "subject" | "text">;

export function mailTo(email: string, letter: Letter, randomBytes: Random): Mail {
  return { id: `mail_1${encodeBytes(randomBytes(10))}`, to: [email], ...letter };
}

export function signInLetter(url: string): Letter {
  return {
    subject: "Your link to sign in to Shopbell",
    text: `This link signs you in. It is good once, and for fifteen minutes:

${url}

If you did not ask for it, nothing has happened: ignore this mail.
`,
  };
}

/** @param device what added it, as a person would call it */
export function passkeyLetter(name: string, device: string, account: string): Letter {
  return {
    subject: "A passkey was added to your Shopbell account",
    text: `The passkey “${oneLine(name)}” was added to your account, by ${device}. It can sign you in from now on.

If that was you, all is well. If not, remove it at once, and sign out everywhere:

${account}
`,
  };
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, " ");

/** @param place what it opens: a shop's name, or an organisation's */
export function invitation(inviter: string, place: string, role: string, url: string, home: string): Letter {
  const name = oneLine(place);
  return {
    subject: "You are invited to Shopbell",
    text: `${inviter} invites you to “${name}” as ${role}.

This link signs you in. It is good once, and for three days:

${url}

Afterwards, or should it have run out, sign in with this e-mail address at ${home}

If you do not know who that is, ignore this mail.
`,
  };
}
