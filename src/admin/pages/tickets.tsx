// The tickets that a purchase was given: each with its picture, whether it is good, and its scans.
import { type EventDetail, read, type Ticket, workspace } from "../api";
import type { Shop } from "../app";
import { type Loaded, useLoad } from "../load";
import { t, when } from "../text";
import { Card, Mark, Pending } from "../ui";

const words = t.tickets;

/** Those of one purchase. */
export function Tickets({ shop, codes }: { shop: Shop; codes: EventDetail["codes"] }) {
  const loaded = useLoad(
    () =>
      Promise.all(codes.map(({ id }) => read(workspace.tickets[":id"].$get({ param: { ws: shop.ws, id } })))),
    codes.map(({ id }) => id).join(" "),
  );
  return codes.length === 0 ? null : <List loaded={loaded} />;
}

const mostOfCustomer = "20";

/** The latest ones of a customer. */
export function TicketsOf({ shop, customerId }: { shop: Shop; customerId: string }) {
  const query = { customerId, limit: mostOfCustomer };
  const loaded = useLoad(
    async () => (await read(workspace.tickets.$get({ param: { ws: shop.ws }, query }))).items,
    customerId,
  );
  return loaded.value?.length === 0 ? null : <List loaded={loaded} />;
}

function List({ loaded }: { loaded: Loaded<Ticket[]> }) {
  return (
    <Card title={words.title}>
      {loaded.value ? (
        loaded.value.map((ticket) => <One key={ticket.id} ticket={ticket} />)
      ) : (
        <Pending loaded={loaded} />
      )}
    </Card>
  );
}

function One({ ticket }: { ticket: Ticket }) {
  const { product, result, credits, scans } = ticket;
  return (
    <div class="code-picture">
      <a href={ticket.url} target="_blank" rel="noreferrer">
        <img
          src={new URL(ticket.svg).pathname}
          alt={words.pictureOf(product.name ?? product.id)}
          width="140"
          height="140"
        />
      </a>
      <div>
        <strong>{product.name ?? product.id}</strong>
        <p>
          <Mark tone={result.valid ? "good" : "bad"}>{words.why[result.why]}</Mark>
          {credits && <span class="soft"> {words.left(credits.left, credits.of)}</span>}
        </p>
        {scans.length === 0 && <p class="soft">{words.neverScanned}</p>}
        <ul class="list">
          {scans.map((scan, i) => (
            <li key={i}>
              {when(scan.at)} · {scan.by ?? words.customer}
              {scan.place.city && ` · ${scan.place.city}`}
              {scan.credits &&
                scan.credits.before !== scan.credits.after &&
                ` · ${scan.credits.before} → ${scan.credits.after}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
