// What happened lately: a few large figures, and a plot of bars that can be read by eye, by keyboard and as a table.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type History, read, workspace } from "../api";
import type { Shop } from "../app";
import { useLoad } from "../load";
import { number } from "../reader";
import { show, useQuery } from "../router";
import { clockIn, dayName, shortDay, t, weekdayName } from "../text";
import { Card, Loading, Trouble } from "../ui";
import {
  boxAt,
  columnsIn,
  type Field,
  fieldOf,
  indexAt,
  labelsIn,
  slotAt,
  ticksUpTo,
  yOf,
} from "./plot-geometry";

const ranges = { day: "1", week: "7", month: "30" } as const;
type Range = keyof typeof ranges;
const usual: Range = "week";

type Slot = History["items"][number];
type Series = keyof typeof t.activity.series;
const series = Object.keys(t.activity.series) as Series[];
/** From the ground up; what failed stands on top, where it is seen. */
const stacked = ["succeeded", "calledOff", "failed"] as const;

function numberOf(counts: History["total"], one: Series): number {
  return one === "calledOff" ? counts.cancelled + counts.skipped : counts[one];
}

const figure = (counts: History["total"], one: Series) => number(numberOf(counts, one));

export function Activity({ shop }: { shop: Shop }) {
  const range = rangeIn(useQuery().get("range"));
  const loaded = useLoad(
    async () => {
      const query = { days: ranges[range] };
      return { range, history: await read(workspace.stats.history.$get({ param: { ws: shop.ws }, query })) };
    },
    `${shop.ws} ${range}`,
    30_000,
  );
  // Until another range is here, the one before stays.
  const last = useRef(loaded.value);
  if (loaded.value) last.current = loaded.value;
  const shown = last.current;
  return (
    <Card title={t.activity.title[shown?.range ?? range]} actions={<Ranges range={range} />}>
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {shown ? (
        <div class="activity" aria-busy={!loaded.value}>
          <Figures history={shown.history} range={shown.range} />
          <Plot key={shown.range} slots={shown.history.items} namesOf={namesBy(shown)} />
          <p class="note">{t.activity.help}</p>
        </div>
      ) : (
        !loaded.problem && <Loading />
      )}
    </Card>
  );
}

function rangeIn(text: string | null): Range {
  return (Object.keys(ranges) as Range[]).find((one) => one === text) ?? usual;
}

function Ranges({ range }: { range: Range }) {
  return (
    <fieldset class="ranges">
      <legend>{t.activity.range}</legend>
      {(Object.keys(ranges) as Range[]).map((one) => (
        <label key={one}>
          <input
            type="radio"
            name="range"
            checked={one === range}
            onChange={() => show(one === usual ? "" : `range=${one}`)}
          />
          <span>{t.activity.ranges[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Figures({ history, range }: { history: History; range: Range }) {
  const isCompared = series.some((one) => numberOf(history.before, one) > 0);
  return (
    <dl class="figures">
      {series.map((one) => (
        <div key={one}>
          <dt>
            <Swatch of={one} />
            {t.activity.series[one]}
          </dt>
          <dd>
            <strong>{figure(history.total, one)}</strong>
            {isCompared && <span class="note">{t.activity.before[range](figure(history.before, one))}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Swatch({ of }: { of: Series }) {
  return (
    <svg class="swatch" width="12" height="12" aria-hidden="true">
      <rect class={`bar ${of}`} width="12" height="12" rx="2" />
    </svg>
  );
}

/** What a slot is called: in full, and in short on the axis. */
type Names = { full: string; short: string };

function namesBy({ range, history }: { range: Range; history: History }): (slot: Slot) => Names {
  if (range !== "day")
    return ({ day }) => ({ full: dayName(day), short: range === "week" ? weekdayName(day) : shortDay(day) });
  const clock = clockIn(history.timeZone);
  return ({ day, from, to }) => ({
    full: t.activity.hour(dayName(day), clock(from), clock(to)),
    short: clock(from),
  });
}

type PlotProps = { slots: Slot[]; namesOf(slot: Slot): Names };

function Plot({ slots, namesOf }: PlotProps) {
  /** The slot whose figures are shown. */
  const [at, setAt] = useState<number>();
  const [box, width] = useWidth();
  const names = slots.map(namesOf);
  const ticks = ticksUpTo(Math.max(...slots.map((slot) => Math.max(slot.events, endsOf(slot)))));
  const size = { width, height: width < 480 ? 150 : 190 };
  const widest = (words: string[]) => Math.max(...words.map((word) => word.length));
  const field = fieldOf(size, slots.length, ticks.at(-1) ?? 1, widest(ticks.map(number)));
  const point = (event: PointerEvent) => {
    if (event.currentTarget instanceof Element)
      setAt(indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left, field));
  };
  const meant = at === undefined ? undefined : slots[at];
  return (
    <figure class="plot" ref={box}>
      <Reader slots={slots} names={names} at={at} onRead={setAt} />
      <svg
        {...size}
        aria-hidden="true"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => event.pointerType === "mouse" && setAt(undefined)}
      >
        <Patterns />
        {ticks.map((tick) => (
          <g key={tick}>
            <line class="rule" x1={field.left} x2={size.width} y1={yOf(tick, field)} y2={yOf(tick, field)} />
            <text x={field.left - 6} y={yOf(tick, field)} dy="0.32em" text-anchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {labelsIn(field, widest(names.map(({ short }) => short))).map(({ index, x, anchor }) => (
          <text key={index} x={x} y={size.height - 6} text-anchor={anchor}>
            {names[index]?.short}
          </text>
        ))}
        {slots.map((slot, i) => (
          <Bars key={slot.from} slot={slot} index={i} field={field} isMeant={at === i} />
        ))}
      </svg>
      {slots.every((slot) => slot.events + endsOf(slot) === 0) && (
        <p class="soft nothing">{t.activity.nothing}</p>
      )}
      {at !== undefined && meant && (
        <Box
          slot={meant}
          name={names[at]?.full ?? ""}
          left={boxAt(at, boxWidth, field)}
          top={size.height + 4}
        />
      )}
      <Table slots={slots} names={names} />
    </figure>
  );
}

type ReaderProps = {
  slots: Slot[];
  names: Names[];
  at: number | undefined;
  onRead(at: number | undefined): void;
};

/** For those who read the plot by keyboard or by ear: the browser's own slider, unseen, goes from slot to slot. */
function Reader({ slots, names, at = slots.length - 1, onRead }: ReaderProps) {
  const slot = slots[at];
  if (!slot) return null;
  const [events = "", succeeded = "", failed = "", calledOff = ""] = series.map((one) => figure(slot, one));
  return (
    <input
      class="unseen"
      type="range"
      min={0}
      max={slots.length - 1}
      value={at}
      aria-label={t.activity.plot}
      aria-valuetext={t.activity.slot(names[at]?.full ?? "", events, succeeded, failed, calledOff)}
      onFocus={() => onRead(at)}
      onInput={(event) => onRead(event.currentTarget.valueAsNumber)}
      onBlur={() => onRead(undefined)}
      onKeyDown={(event) => event.key === "Escape" && onRead(undefined)}
    />
  );
}

const endsOf = (slot: Slot) => stacked.reduce((sum, one) => sum + numberOf(slot, one), 0);

/** The width that an element has, as it changes. */
function useWidth(): [{ current: HTMLElement | null }, number] {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(600);
  useLayoutEffect(() => {
    if (!box.current) return;
    const adopt = (px: number) => setWidth(Math.max(260, Math.floor(px)));
    adopt(box.current.clientWidth); // before anything is shown
    const observer = new ResizeObserver(([entry]) => entry && adopt(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/** Told apart without colour, too: stripes for what failed, dots for what was called off. */
function Patterns() {
  return (
    <defs>
      <pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="ground failed" width="5" height="5" />
        <rect class="ink" width="2" height="5" />
      </pattern>
      <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect class="ground calledOff" width="4" height="4" />
        <circle class="ink calledOff" cx="2" cy="2" r="1" />
      </pattern>
    </defs>
  );
}

type BarsProps = { slot: Slot; index: number; field: Field; isMeant: boolean };

function Bars({ slot, index, field, isMeant }: BarsProps) {
  const ends = stacked.map((one) => numberOf(slot, one));
  const [[events], deliveries] = columnsIn(index, [[slot.events], ends], field);
  const failed = deliveries.at(-1);
  return (
    <g>
      {isMeant && <rect class="meant" {...slotAt(index, field)} rx="4" />}
      <rect class="bar events" {...events} />
      {stacked.map((one, i) => (
        <rect key={one} class={`bar ${one}`} {...deliveries[i]} />
      ))}
      {failed && failed.height > 0 && <Flag x={failed.x + failed.width / 2} y={failed.y} />}
    </g>
  );
}

/** Over whatever has failed, so that it is not overlooked however little it is. */
function Flag({ x, y }: { x: number; y: number }) {
  return <path class="flag" d={`M${x - 4} ${y - 9}h8l-4 6z`} />;
}

const boxWidth = 192;

type BoxProps = { slot: Slot; name: string; left: number; top: number };

function Box({ slot, name, left, top }: BoxProps) {
  return (
    <div
      class="plot-box"
      style={{ left: `${left}px`, top: `${top}px`, width: `${boxWidth}px` }}
      aria-hidden="true"
    >
      <strong>{name}</strong>
      <dl>
        {series.map((one) => (
          <div key={one}>
            <dt>
              <Swatch of={one} />
              {t.activity.series[one]}
            </dt>
            <dd>{figure(slot, one)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Table({ slots, names }: { slots: Slot[]; names: Names[] }) {
  return (
    <details>
      <summary>{t.activity.table}</summary>
      <table class="numbers">
        <thead>
          <tr>
            <th scope="col">{t.activity.when}</th>
            {series.map((one) => (
              <th key={one} scope="col">
                {t.activity.series[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots.map((slot, i) => (
            <tr key={slot.from}>
              <th scope="row">{names[i]?.full}</th>
              {series.map((one) => (
                <td key={one}>{figure(slot, one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
