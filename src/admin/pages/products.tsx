// The products that events have named: how long access to each lasts, and when its end is reminded of.
import { useState } from "preact/hooks";
import { Problem, type Product, read, workspace } from "../api";
import { mayEdit, type Shop } from "../app";
import { useDoing, useLoad } from "../load";
import { go } from "../router";
import { t } from "../text";
import {
  Button,
  Card,
  Empty,
  Loading,
  Notice,
  Page,
  Pending,
  ReadOnly,
  SelectField,
  TextField,
  Time,
  Trouble,
} from "../ui";

type Unit = "none" | "days" | "months";

/** The page of a product; its id is the shop's own and may hold anything. */
const pageOf = (shop: Shop, id: string) => `/w/${shop.ws}/products/${encodeURIComponent(id)}`;

export function nameOf({ id, name, nameInShop }: Pick<Product, "id" | "name" | "nameInShop">): string {
  return name ?? nameInShop ?? id;
}

export function Products({ shop }: { shop: Shop }) {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [isAdding, setAdding] = useState(false);
  const loaded = useLoad(
    () => read(workspace.products.$get({ param: { ws: shop.ws }, query: { search } })),
    `${shop.ws} ${search}`,
  );
  const { value } = loaded;
  const isEmpty = value?.items.length === 0 && search === "";
  return (
    <Page
      title={t.products.title}
      intro={t.products.intro}
      actions={
        mayEdit(shop) && (
          <Button kind="main" onClick={() => setAdding(true)}>
            {t.products.add}
          </Button>
        )
      }
    >
      {isAdding && <ById shop={shop} onCancel={() => setAdding(false)} />}
      <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      {!isEmpty && (
        <search>
          <form
            class="filters"
            onSubmit={(event) => {
              event.preventDefault();
              setSearch(typed.trim());
            }}
          >
            <TextField
              label={t.products.search}
              placeholder={t.products.searchHint}
              value={typed}
              onInput={setTyped}
            />
          </form>
        </search>
      )}
      {!value && !loaded.problem && <Loading />}
      {value?.items.length === 0 && (
        <Card>
          <Empty>{isEmpty ? t.products.empty : t.common.notFound}</Empty>
        </Card>
      )}
      <ul class="items">
        {value?.items.map((product) => (
          <li key={product.id}>
            <a class="item" href={pageOf(shop, product.id)}>
              <span>
                <strong>{nameOf(product)}</strong>
                {nameOf(product) !== product.id && <span class="soft"> {product.id}</span>}
                <span class="reason">{sentence(product)}</span>
              </span>
              <span class="soft">
                {product.seen ? (
                  <>
                    {t.products.seen} <Time at={product.seen.lastSeenAt} />
                  </>
                ) : (
                  t.products.neverSeen
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {value?.more && <p class="soft">{t.products.more}</p>}
    </Page>
  );
}

/** "Access lasts 30 days; reminder 3 days before." */
function sentence({ access, expiringDaysBefore }: Product): string {
  const { lasts, days, months, noEnd, reminder, noReminder } = t.products;
  const length = access && lasts(access.unit === "days" ? days(access.amount) : months(access.amount));
  return `${length ?? noEnd}; ${expiringDaysBefore === 0 ? noReminder : reminder(days(expiringDaysBefore))}.`;
}

/** A product that no event has named yet may be set up before it is sold. */
function ById({ shop, onCancel }: { shop: Shop; onCancel(): void }) {
  const [id, setId] = useState("");
  return (
    <Card title={t.products.add}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim() !== "") go(pageOf(shop, id.trim()));
        }}
      >
        <TextField label={t.products.id} help={t.products.idHelp} value={id} onInput={setId} required />
        <div class="row">
          <Button type="submit" kind="main">
            {t.products.setUp}
          </Button>
          <Button onClick={onCancel}>{t.common.cancel}</Button>
        </div>
      </form>
    </Card>
  );
}

const plain = {
  name: null,
  nameInShop: null,
  access: null,
  expiringDaysBefore: 3,
  codes: null,
  seen: null,
};

export function ProductPage({ shop, id }: { shop: Shop; id: string }) {
  // hc writes a path's parameters as they are.
  const param = { ws: shop.ws, id: encodeURIComponent(id) };
  const [isSaved, setSaved] = useState(false);
  const [edits, setEdits] = useState(0);
  const loaded = useLoad(async (): Promise<Product> => {
    try {
      return await read(workspace.products[":id"].$get({ param }));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return { id, ...plain };
      throw error;
    }
  }, `${shop.ws} ${id}`);
  const product = loaded.value;
  if (!product) return <Pending loaded={loaded} />;
  return (
    <Page title={nameOf(product)} intro={product.seen ? sentence(product) : t.products.unseen}>
      {isSaved && <Notice>{t.products.saved}</Notice>}
      <ReadOnly unless={mayEdit(shop)}>
        <Form
          key={edits}
          product={product}
          onEdit={() => setSaved(false)}
          save={async (json, running) => {
            await read(workspace.products[":id"].$patch({ param, query: { running }, json }));
            await loaded.reload();
            setEdits(edits + 1);
            setSaved(true);
          }}
        />
      </ReadOnly>
    </Page>
  );
}

function choiceOf(codes: Product["codes"]): CodesChoice {
  if (!codes?.enabled) return "none";
  return codes.credits === undefined ? "plain" : "credits";
}

type Running = "leave" | "update";
type Edit = {
  name: string | null;
  access: Product["access"];
  expiringDaysBefore: number;
  codes: Product["codes"];
};
type CodesChoice = keyof typeof t.products.codesChoices;
type FormProps = {
  product: Product;
  onEdit(): void;
  save(edit: Edit, running: Running): Promise<void>;
};

function Form({ product, onEdit, save }: FormProps) {
  const [name, setName] = useState(product.name ?? "");
  const [unit, setUnit] = useState<Unit>(product.access?.unit ?? "none");
  const [amount, setAmount] = useState(String(product.access?.amount ?? 30));
  const [reminder, setReminder] = useState(String(product.expiringDaysBefore));
  const [codesChoice, setCodes] = useState<CodesChoice>(choiceOf(product.codes));
  const [credits, setCredits] = useState(String(product.codes?.credits ?? 10));
  const [running, setRunning] = useState<Running>("leave");
  const doing = useDoing();
  const access = unit === "none" ? null : { amount: Number(amount), unit };
  const isOtherAccess = JSON.stringify(access) !== JSON.stringify(product.access);
  const customers = product.running ?? 0;
  const codes =
    codesChoice === "none"
      ? null
      : { enabled: true, ...(codesChoice === "credits" ? { credits: Number(credits) } : {}) };
  const edit = { name: name.trim() || null, access, expiringDaysBefore: Number(reminder), codes };
  return (
    <Card>
      <form
        onInput={onEdit}
        onSubmit={(event) => {
          event.preventDefault();
          void doing.run(() => save(edit, isOtherAccess ? running : "leave"));
        }}
      >
        <TextField
          label={t.products.name}
          help={t.products.nameHelp}
          value={name}
          placeholder={product.nameInShop ?? product.id}
          error={doing.problem?.at("name")}
          onInput={setName}
          optional
        />
        <div class="sentence">
          <SelectField
            label={t.products.access}
            value={unit}
            error={doing.problem?.at("access.unit")}
            onChange={(value) => setUnit(value === "days" || value === "months" ? value : "none")}
            choices={Object.entries(t.products.units).map(([value, label]) => ({ value, label }))}
          />
          {unit !== "none" && (
            <TextField
              label={t.products.amounts[unit]}
              kind="number"
              value={amount}
              required
              error={doing.problem?.at("access.amount")}
              onInput={setAmount}
            />
          )}
        </div>
        <p class="note">{t.products.accessHelp}</p>
        <TextField
          label={t.products.reminderLabel}
          help={t.products.reminderHelp}
          kind="number"
          value={reminder}
          required
          error={doing.problem?.at("expiringDaysBefore")}
          onInput={setReminder}
        />
        <SelectField
          label={t.products.codes}
          help={t.products.codesHelp}
          value={codesChoice}
          onChange={(value) => setCodes(value === "plain" || value === "credits" ? value : "none")}
          choices={Object.entries(t.products.codesChoices).map(([value, label]) => ({ value, label }))}
        />
        {codesChoice === "credits" && (
          <TextField
            label={t.products.credits}
            kind="number"
            value={credits}
            required
            error={doing.problem?.at("codes.credits")}
            onInput={setCredits}
          />
        )}
        {customers > 0 && isOtherAccess && (
          <SelectField
            label={t.products.runningAsk(customers)}
            value={running}
            onChange={(value) => setRunning(value === "update" ? "update" : "leave")}
            choices={[
              { value: "leave", label: t.products.leave },
              { value: "update", label: t.products.update },
            ]}
          />
        )}
        <Trouble problem={doing.problem} />
        <div class="row between">
          <Button type="submit" kind="main" busy={doing.busy}>
            {t.common.save}
          </Button>
          {customers > 0 && <span class="soft">{t.products.running(customers)}</span>}
        </div>
      </form>
    </Card>
  );
}
