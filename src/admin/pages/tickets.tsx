// Tickets, of a purchase or of a customer: each with its picture, whether it is good, and its scans.
import { read, type Ticket, workspace } from "../api";
import type { Shop } from "../app";
import { useLoad } from "../load";
import { t, when } from "../text";
import { Card, Mark, Pending } from "../ui";

const words = t.tickets;

export function Tickets({ tickets }: { tickets: Ticket[] }) {
  if (tickets.length === 0) return null;
  return (
    <Card title={words.title}>
      {tickets.map((ticket) => (
        <One key={ticket.id} ticket={ticket} />
      ))}
    </Card>
  );
}

const mostOfCustomer = "20";

/** The latest ones of a customer. */
export function TicketsOf({ shop, customerId }: { shop: Shop; customerId: string }) {
  const query = { customerId, limit: mostOfCustomer };
  const loaded = useLoad(
    async () => (await read(workspace.tickets.$get({ param: { ws: shop.ws }, query }))).items,
    customerId,
  );
  return loaded.value ? <Tickets tickets={loaded.value} /> : <Pending loaded={loaded} />;
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
