// What came in and what it rang: two lists to look through, to search, and to replay from.
import { useState } from "preact/hooks";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { t } from "../text";
import { Page } from "../ui";
import { Filters, Find, hrefOf, useAsked } from "./event-filters";
import { choiceOf, DeliveryList, EventList } from "./event-list";
import { useThings } from "./things";

export { EventTable } from "./event-list";

export function Events({ shop }: { shop: Shop }) {
  const asked = useAsked();
  const things = useThings(shop);
  const finding = useDoing();
  /** Whose address was typed here; it stands in no address of a page. */
  const [found, setFound] = useState({ id: "", email: "" });
  const isDeliveries = asked.view === "deliveries";
  return (
    <Page title={t.events.title} intro={t.events.intro}>
      <ul class="tabs">
        <li>
          <a href={hrefOf(shop, {})} aria-current={isDeliveries ? undefined : "page"}>
            {t.events.tabs.events}
          </a>
        </li>
        <li>
          <a href={hrefOf(shop, { view: "deliveries" })} aria-current={isDeliveries ? "page" : undefined}>
            {t.events.tabs.deliveries}
          </a>
        </li>
      </ul>
      {!isDeliveries && (
        <Find
          key={asked.order}
          shop={shop}
          asked={asked}
          doing={finding}
          onCustomer={(id, email) => setFound({ id, email })}
        />
      )}
      <Filters shop={shop} asked={asked} things={things} />
      {isDeliveries ? (
        <DeliveryList shop={shop} asked={asked} things={things} />
      ) : (
        <>
          {mayEdit(shop) && <ManyReplays shop={shop} filter={choiceOf(asked)} />}
          <EventList
            shop={shop}
            asked={asked}
            who={found.id === asked.customer && found.email !== "" ? found.email : undefined}
          />
        </>
      )}
    </Page>
  );
}

/** Loaded when the list is there: few need it, and nobody at once. */
function ManyReplays({ shop, filter }: { shop: Shop; filter: ReturnType<typeof choiceOf> }) {
  const { value } = useLoad(() => import("./replays"), "replays");
  return value ? <value.Replays shop={shop} filter={filter} /> : null;
}
