// An event's story on one line of time: each chapter with its moment, each delivery with all that became of it.
import type { ComponentChildren } from "preact";
import type { EventDetail, Ticket } from "../api";
import type { Shop } from "../app";
import { type Chapter, storyOf } from "../story";
import { t } from "../text";
import { Time } from "../ui";
import { DeliveryChapter } from "./delivery-chapter";
import { AutomationName, sourceName, type Things } from "./things";

const words = t.story;

type StoryProps = {
  shop: Shop;
  event: EventDetail;
  tickets: Ticket[];
  things: Things | undefined;
  onChange(): Promise<void>;
};

export function Story({ event, tickets, ...props }: StoryProps) {
  return (
    <ol class="timeline story">
      {storyOf(event, tickets).map((chapter) => (
        <One key={keyOf(chapter)} chapter={chapter} event={event} {...props} />
      ))}
    </ol>
  );
}

function keyOf(chapter: Chapter): string {
  if (chapter.is === "delivery") return chapter.delivery.id;
  return chapter.is === "scan"
    ? `scan ${chapter.ticket.id} ${chapter.at}`
    : `${chapter.is} ${chapter.is === "matched" ? "" : chapter.at}`;
}

type OneProps = Omit<StoryProps, "tickets"> & { chapter: Chapter };

function One({ chapter, event, things, ...props }: OneProps) {
  switch (chapter.is) {
    case "received":
      return (
        <Told title={words.received} at={chapter.at}>
          <p class="soft">{receivedWords(event, things)}</p>
        </Told>
      );
    case "added":
      return <Told title={words.added[chapter.by]} at={chapter.at} />;
    case "matched":
      return <Matched shop={props.shop} event={event} at={chapter.at} things={things} />;
    case "delivery":
      return (
        <DeliveryChapter
          {...props}
          event={event}
          delivery={chapter.delivery}
          at={chapter.at}
          repeatedBy={chapter.repeatedBy}
          things={things}
          isOnly={event.deliveries.length === 1}
        />
      );
    case "scan":
      return (
        <Told
          title={words.scanned(chapter.ticket.product.name ?? chapter.ticket.product.id)}
          at={chapter.at}
        />
      );
    case "erased":
      return (
        <Told title={words.erased} at={chapter.at}>
          <p class="soft">{words.erasedBody}</p>
        </Told>
      );
  }
}

function Told({ title, at, children }: { title: string; at: number; children?: ComponentChildren }) {
  return (
    <li>
      <div class="row between">
        <strong>{title}</strong>
        <span class="soft">
          <Time at={at} />
        </span>
      </div>
      {children}
    </li>
  );
}

/** Who told of it, and how that was proven. */
function receivedWords(event: EventDetail, things: Things | undefined): string {
  const source = sourceName(event, things);
  switch (event.origin) {
    case "api":
      return words.byApi;
    case "code":
      return words.byCode;
    case "shopbell":
      return words.byShopbell(source);
    case "shop": {
      const known = things?.sources.find(({ id }) => id === event.source.id);
      const proof = known && (known.caveat ? words.unproven : words.proven);
      return [words.from(source), proof].filter(Boolean).join(" ");
    }
  }
}

/** How many automations it rang, and why the others did not ring. */
function Matched({ shop, event, at, things }: Pick<OneProps, "shop" | "event" | "things"> & { at: number }) {
  const { state, reason, unmatched, deliveries } = event;
  const rang = new Set(
    deliveries.filter((one) => !one.connectionId.startsWith("src_")).map((one) => one.automationId),
  );
  const title = {
    matched: words.matched(rang.size),
    unmatched: words.unmatched,
    incomplete: words.waits,
    "not-understood": words.unclear,
  }[state];
  return (
    <Told title={title} at={at}>
      {reason && <p class="reason">{reason}</p>}
      {unmatched.length > 0 && (
        <details>
          <summary>{t.events.whyNot}</summary>
          <ul class="list">
            {unmatched.map((one) => (
              <li key={one.automationId}>
                <AutomationName shop={shop} delivery={{ ...one, connectionId: "" }} things={things} />:{" "}
                {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Told>
  );
}
