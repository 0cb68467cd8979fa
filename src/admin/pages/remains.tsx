// What remains of something that was erased or deleted, why, and until when.
import { fullTime, t } from "../text";

type Remaining = { what: string; why: string; until: number | null };

export function Remains({ remains }: { remains: Remaining[] }) {
  return (
    <>
      <h3>{t.customers.remains}</h3>
      <dl class="remains">
        {remains.map(({ what, why, until }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {why} {until !== null && <strong>{t.customers.goneBy(fullTime(until))}</strong>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
