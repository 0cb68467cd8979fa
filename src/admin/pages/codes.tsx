// Campaign codes: for posters and packaging. What they lead to may change after printing.
import { useState } from "preact/hooks";
import { type CampaignCode, read, type ScanCounts, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { locale } from "../reader";
import { go } from "../router";
import { t } from "../text";
import {
  Button,
  Card,
  Copy,
  confirmed,
  Empty,
  Loading,
  Notice,
  Page,
  Pending,
  ReadOnly,
  SelectField,
  TextField,
  Trouble,
} from "../ui";

type LeadsTo = CampaignCode["leadsTo"];
type Edit = Pick<CampaignCode, "name" | "leadsTo">;
const words = t.codes;

export function Codes({ shop }: { shop: Shop }) {
  const [isAdding, setAdding] = useState(false);
  const param = { ws: shop.ws };
  const loaded = useLoad(() => read(workspace.codes.$get({ param })), shop.ws);
  const add = async (json: Edit) => {
    const { id } = await read(workspace.codes.$post({ param, json }));
    go(`/w/${shop.ws}/codes/${id}`);
  };
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        mayEdit(shop) && (
          <Button kind="main" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      {isAdding && (
        <Card title={words.add}>
          <Form
            code={{ name: "", leadsTo: { is: "redirect", url: "" } }}
            save={add}
            button={t.common.create}
          />
        </Card>
      )}
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!loaded.value && !loaded.problem && <Loading />}
      {loaded.value?.items.length === 0 && !isAdding && (
        <Card>
          <Empty>{words.empty}</Empty>
        </Card>
      )}
      <ul class="items">
        {loaded.value?.items.map((code) => (
          <li key={code.id}>
            <a class="item" href={`/w/${shop.ws}/codes/${code.id}`}>
              <strong>{code.name}</strong>
              <span class="soft">
                {code.leadsTo.is === "redirect" ? code.leadsTo.url : code.leadsTo.title}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export function CodePage({ shop, id }: { shop: Shop; id: string }) {
  const param = { ws: shop.ws, id };
  const [isSaved, setSaved] = useState(false);
  const doing = useDoing();
  const one = workspace.codes[":id"];
  const loaded = useLoad(async () => {
    const [code, counts] = await Promise.all([
      read(one.$get({ param })),
      read(one.counts.$get({ param, query: {} })),
    ]);
    return { code, counts };
  }, `${shop.ws} ${id}`);
  if (!loaded.value) return <Pending loaded={loaded} />;
  const { code, counts } = loaded.value;
  const remove = () =>
    doing.run(async () => {
      if (!confirmed(words.confirmDelete)) return;
      await read(one.$delete({ param }));
      go(`/w/${shop.ws}/codes`);
    });
  return (
    <Page
      title={code.name}
      actions={
        mayEdit(shop) && (
          <Button kind="danger" busy={doing.busy} onClick={() => void remove()}>
            {t.common.delete}
          </Button>
        )
      }
    >
      <Trouble problem={doing.problem} />
      {isSaved && <Notice>{words.saved}</Notice>}
      <Card title={words.leadsTo}>
        <ReadOnly unless={mayEdit(shop)}>
          <Form
            code={code}
            button={t.common.save}
            onEdit={() => setSaved(false)}
            save={async (json) => {
              await read(one.$patch({ param, json }));
              await loaded.reload();
              setSaved(true);
            }}
          />
        </ReadOnly>
      </Card>
      <Card title={words.picture}>
        <Picture
          code={code}
          save={
            mayEdit(shop)
              ? async (colours) => {
                  await read(one.$patch({ param, json: { colours } }));
                  await loaded.reload();
                }
              : undefined
          }
        />
      </Card>
      <Card title={words.counts(counts.total)}>
        <Counts counts={counts} />
      </Card>
    </Page>
  );
}

type FormProps = { code: Edit; button: string; onEdit?(): void; save(edit: Edit): Promise<void> };

function Form({ code, button, onEdit, save }: FormProps) {
  const { leadsTo } = code;
  const page = leadsTo.is === "page" ? leadsTo : undefined;
  const [name, setName] = useState(code.name);
  const [is, setIs] = useState<LeadsTo["is"]>(leadsTo.is);
  const [url, setUrl] = useState(leadsTo.is === "redirect" ? leadsTo.url : "");
  const [title, setTitle] = useState(page?.title ?? "");
  const [text, setText] = useState(page?.text ?? "");
  const [link, setLink] = useState(page?.link?.url ?? "");
  const [label, setLabel] = useState(page?.link?.label ?? "");
  const doing = useDoing();
  const labelled = label.trim() === "" ? {} : { label: label.trim() };
  const to: LeadsTo =
    is === "redirect"
      ? { is, url: url.trim() }
      : {
          is,
          title,
          ...(text.trim() === "" ? {} : { text }),
          ...(link.trim() === "" ? {} : { link: { url: link.trim(), ...labelled } }),
        };
  return (
    <form
      onInput={onEdit}
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(() => save({ name, leadsTo: to }));
      }}
    >
      <TextField
        label={words.name}
        help={words.nameHelp}
        value={name}
        required
        error={doing.problem?.at("name")}
        onInput={setName}
      />
      <SelectField
        label={words.leadsTo}
        value={is}
        onChange={(value) => setIs(value === "page" ? "page" : "redirect")}
        choices={[
          { value: "redirect", label: words.toAddress },
          { value: "page", label: words.toPage },
        ]}
      />
      {is === "redirect" ? (
        <TextField
          label={words.address}
          placeholder="https://"
          value={url}
          required
          error={doing.problem?.at("leadsTo.url")}
          onInput={setUrl}
        />
      ) : (
        <>
          <TextField
            label={words.pageTitle}
            value={title}
            required
            error={doing.problem?.at("leadsTo.title")}
            onInput={setTitle}
          />
          <TextField label={words.pageText} kind="area" value={text} onInput={setText} optional />
          <TextField
            label={words.pageLink}
            placeholder="https://"
            value={link}
            error={doing.problem?.at("leadsTo.link.url")}
            onInput={setLink}
            optional
          />
          {link.trim() !== "" && (
            <TextField label={words.linkLabel} value={label} onInput={setLabel} optional />
          )}
        </>
      )}
      <Trouble problem={doing.problem} />
      <Button type="submit" kind="main" busy={doing.busy}>
        {button}
      </Button>
    </form>
  );
}

const sizesMm = ["", "25", "50", "100", "200", "500"];

/** The address of a picture here, in a size; colours are part of it already. */
function sized(address: string, mm: string): string {
  const url = new URL(address);
  if (mm !== "") url.searchParams.set("mm", mm);
  return url.pathname + url.search;
}

function Picture({
  code,
  save,
}: {
  code: CampaignCode;
  /** Left out for whoever may not change the colours. */
  save: ((colours: CampaignCode["colours"]) => Promise<void>) | undefined;
}) {
  const [mm, setMm] = useState("");
  const [dark, setDark] = useState(code.colours.dark);
  const [light, setLight] = useState(code.colours.light);
  const doing = useDoing();
  const isOther = dark !== code.colours.dark || light !== code.colours.light;
  return (
    <>
      <div class="code-picture">
        <img src={sized(code.svg, "")} alt={words.pictureOf(code.name)} width="180" height="180" />
        <div>
          <SelectField
            label={words.size}
            value={mm}
            onChange={setMm}
            choices={sizesMm.map((value) => ({
              value,
              label: value === "" ? words.screen : words.print(Number(value)),
            }))}
          />
          <div class="row">
            <a class="button plain" href={sized(code.svg, mm)} download={`${code.name}.svg`}>
              SVG
            </a>
            <a class="button plain" href={sized(code.png, mm)} download={`${code.name}.png`}>
              PNG
            </a>
          </div>
        </div>
      </div>
      {save && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void doing.run(() => save({ dark, light }));
          }}
        >
          <label>
            {words.dark}{" "}
            <input type="color" value={dark} onInput={(event) => setDark(event.currentTarget.value)} />
          </label>
          <label>
            {words.light}{" "}
            <input type="color" value={light} onInput={(event) => setLight(event.currentTarget.value)} />
          </label>
          {isOther && (
            <Button type="submit" busy={doing.busy}>
              {words.saveColours}
            </Button>
          )}
        </form>
      )}
      <Trouble problem={doing.problem} />
      <Copy text={code.url} label={words.url} />
    </>
  );
}

function Counts({ counts: { days, places, devices, total } }: { counts: ScanCounts }) {
  if (total === 0) return <Empty>{words.noScans}</Empty>;
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const placeName = (country?: string, city?: string) =>
    [city, country && names.of(country)].filter(Boolean).join(", ") || words.nowhere;
  return (
    <>
      <Bars title={words.byDay} rows={days.map(({ day, count }) => [day, count])} />
      <Bars
        title={words.byPlace}
        rows={places.map(({ country, city, count }) => [placeName(country, city), count])}
      />
      <Bars title={words.byDevice} rows={devices.map(({ device, count }) => [device, count])} />
    </>
  );
}

function Bars({ title, rows }: { title: string; rows: [string, number][] }) {
  const most = Math.max(...rows.map(([, count]) => count));
  return (
    <>
      <h3>{title}</h3>
      <table class="bars">
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <progress value={count} max={most} aria-hidden="true" /> {count}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
