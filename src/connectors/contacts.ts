// What tools that keep people on lists have in common: who it is about, what is told of them, and in which order.
import { z } from "zod";
import type { Verdict } from "../core/delivery";
import type { ShopEvent } from "../core/event";
import { emailIn, textIn } from "./kit";

/** The field of an action's input that says whom it is about. */
export const emailField = z.string().trim().max(254).optional().meta({
  title: "E-mail",
  description: "Empty: the customer's. May be a template.",
  textKind: "one-line",
});

type AboutSomeone = { email?: string | undefined };

/** @returns undefined when what was filled in is no address */
export function addressOf(input: AboutSomeone, event: ShopEvent): string | undefined {
  return emailIn(input.email === undefined ? event.customer?.email : input.email);
}

export const noAddress: Verdict = {
  is: "failed",
  reason: "The e-mail address came out empty or is none.",
};

/** A field that maps more of the event to fields of the account: name there → value, which may be a template. */
export function moreFields(
  meta: { title: string; description: string },
  key: z.ZodString = z.string().min(1).max(200),
) {
  return z.record(key, z.string().max(2000)).optional().meta(meta);
}

/** What is left of fields once templates are filled in: an empty text would wipe out what the account knows. */
export function told(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = textIn(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

export type Names = { first: string | undefined; last: string | undefined; full: string | undefined };

/** The customer's names. One that the shop tells only whole stays whole: nobody can tell where a surname begins. */
export function namesOf({ customer = {} }: ShopEvent): Names {
  const { firstName, lastName, name } = customer;
  const full = name ?? ([firstName, lastName].filter((one) => one !== undefined).join(" ") || undefined);
  return { first: firstName ?? (lastName === undefined ? name : undefined), last: lastName, full };
}

/**
 * Deliveries about one customer and one place keep their order: who bought and then got the money back is off the list.
 * @param place the list, tag or group, as the input names it
 */
export function customerLane({ customer }: ShopEvent, place: string): string | undefined {
  const who = customer?.id ?? customer?.email;
  return who && `${place} ${who}`;
}

/** A tool's `place` where one field of the input names it: by that, two automations do the same to the same. */
export function placeBy(field: string) {
  return (_settings: unknown, action: string, input: unknown): string | undefined => {
    const { [field]: place } = input as Record<string, unknown>; // the automation's input, as it was saved
    return typeof place === "string" ? `${action} ${place}` : undefined;
  };
}

/** A provider's words without the person: a reason is kept longer than a person may wish to be. */
export function withoutAddress(text: string, address: string): string {
  const words = text.toLowerCase().includes(address) ? text.split(/\s+/) : [text];
  return words
    .map((word) => (word.toLowerCase().includes(address) ? "The address" : word))
    .join(" ")
    .slice(0, 300);
}
