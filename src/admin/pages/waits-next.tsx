// The next few of what waits, each with the sentence that says why.
import { read, workspace } from "../api";
import type { Shop } from "../app";
import { useLoad } from "../load";
import { t } from "../text";
import { Card, Loading, Time, Trouble } from "../ui";

/** @param count of all that waits for its moment */
export function WaitsNext({ shop, count }: { shop: Shop; count: number }) {
  const loaded = useLoad(
    () => read(workspace.waiting.$get({ param: { ws: shop.ws }, query: { limit: "5" } })),
    shop.ws,
    15_000,
  );
  const items = loaded.value?.items;
  return (
    <Card
      title={t.activity.next}
      actions={count > 0 && <a href={`/w/${shop.ws}/waiting`}>{t.activity.allWaiting(count)}</a>}
    >
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!items ? (
        !loaded.problem && <Loading />
      ) : items.length === 0 ? (
        <p class="soft">{t.activity.nothingNext}</p>
      ) : (
        <ul class="list next">
          {items.map(({ id, eventId, nextAt, why }) => (
            <li key={id}>
              <span class="soft">{nextAt !== null && <Time at={nextAt} />}</span>
              <a href={`/w/${shop.ws}/events/${eventId}`}>{why.sentence}</a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
