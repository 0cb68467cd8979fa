// Head office: all shops of an organisation at a glance, what they share, and who may come in where.
import { useState } from "preact/hooks";
import {
  api,
  type Connector,
  type Deletion,
  type Organisation,
  organisation as organisationApi,
  type Problem,
  read,
  type ShopAtAGlance,
  type Workspace,
  workspace,
} from "../api";
import { type Loaded, useDoing, useLoad } from "../load";
import { deviceZone } from "../reader";
import { t } from "../text";
import {
  Button,
  Card,
  Empty,
  Mark,
  Notice,
  Page,
  Pending,
  SelectField,
  TextField,
  Time,
  Trouble,
} from "../ui";
import { ChangeLog } from "./audit";
import { Remains } from "./remains";
import { SharedConnectionPage, SharedConnections } from "./shared-connections";

export type HeadOfficeProps = {
  organisation: Organisation;
  connectors: Connector[];
  /** Its shops, by their names alone. */
  workspaces: Workspace[];
  /** Of the path, behind the organisation's id. */
  parts: string[];
  /** The shops, or the organisation itself, are others now. */
  onChange(): Promise<void>;
};

export const ownsAll = ({ role }: Organisation) => role === "owner";

export function HeadOfficePages(props: HeadOfficeProps) {
  const [section, id] = props.parts;
  if (section === "connections" && id) return <SharedConnectionPage {...props} id={id} />;
  return <AllShops {...props} />;
}

function AllShops({ organisation, connectors, workspaces, onChange }: HeadOfficeProps) {
  const [renaming, setRenaming] = useState(false);
  const param = { org: organisation.id };
  const shops = useShops(organisation.id);
  const failing = new Set(shops.items.flatMap((shop) => shop.now?.failing.map((one) => one.id) ?? []));
  return (
    <Page
      title={organisation.name}
      intro={t.headOffice.intro}
      actions={
        ownsAll(organisation) &&
        !renaming && <Button onClick={() => setRenaming(true)}>{t.headOffice.rename}</Button>
      }
    >
      {renaming && (
        <NameForm
          label={t.headOffice.organisationName}
          name={organisation.name}
          save={async (name) => {
            await read(organisationApi.$patch({ param, json: { name } }));
            await onChange();
            setRenaming(false);
          }}
          onCancel={() => setRenaming(false)}
        />
      )}
      <Shops organisation={organisation} shops={shops} onChange={onChange} />
      <SharedConnections organisation={organisation} connectors={connectors} failing={failing} />
      {ownsAll(organisation) && <Members organisation={organisation} workspaces={workspaces} />}
      {ownsAll(organisation) && (
        <ChangeLog
          title={t.headOffice.log}
          place={organisation.id}
          readPage={(query) => read(organisationApi.audit.$get({ param, query }))}
        />
      )}
    </Page>
  );
}

type ShopList = { items: ShopAtAGlance[]; loaded: Loaded<unknown>; more?: () => Promise<void> };

/** The first page is kept fresh; what was asked for beyond it is shown as it was then. */
function useShops(org: string): ShopList {
  const readPage = (query: { cursor?: string }) =>
    read(organisationApi.overview.$get({ param: { org }, query }));
  const [later, setLater] = useState<Awaited<ReturnType<typeof readPage>>>();
  const loaded = useLoad(() => readPage({}), org, 15_000);
  const next = later ? later.next : loaded.value?.next;
  const items = [...(loaded.value?.items ?? []), ...(later?.items ?? [])];
  if (next === undefined) return { items, loaded };
  const more = async () => {
    const page = await readPage({ cursor: next });
    setLater({ ...page, items: [...(later?.items ?? []), ...page.items] });
  };
  return { items, loaded, more };
}

type ShopsProps = { organisation: Organisation; shops: ShopList; onChange(): Promise<void> };

function Shops({ organisation, shops, onChange }: ShopsProps) {
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const [deleted, setDeleted] = useState<Deletion>();
  const doing = useDoing();
  const { items, loaded, more } = shops;
  const changed = async () => {
    await Promise.all([loaded.reload(), onChange()]);
  };
  return (
    <Card
      title={t.headOffice.shops}
      actions={
        ownsAll(organisation) &&
        !adding && <Button onClick={() => setAdding(true)}>{t.headOffice.addShop}</Button>
      }
    >
      {made && <Notice>{t.headOffice.made(made)}</Notice>}
      {deleted && <Deleted deletion={deleted} />}
      {adding && (
        <ShopForm
          button={t.headOffice.addShop}
          name=""
          timeZone={deviceZone}
          save={async (name, timeZone) => {
            const json = { name, timeZone, organisationId: organisation.id };
            await read(api.workspaces.$post({ json }));
            setMade(name);
            setAdding(false);
            await changed();
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      <Trouble problem={loaded.problem ?? doing.problem} />
      {loaded.value === undefined ? (
        !loaded.problem && <Pending loaded={loaded} />
      ) : items.length === 0 ? (
        <Empty>{t.headOffice.noShops}</Empty>
      ) : (
        <ul class="shops">
          {items.map((shop) => (
            <ShopRow
              key={shop.id}
              organisation={organisation}
              shop={shop}
              onChange={changed}
              onDeleted={setDeleted}
            />
          ))}
        </ul>
      )}
      {more && (
        <Button busy={doing.busy} onClick={() => void doing.run(more)}>
          {t.common.more}
        </Button>
      )}
    </Card>
  );
}

type ShopRowProps = {
  organisation: Organisation;
  shop: ShopAtAGlance;
  onChange(): Promise<void>;
  onDeleted(deletion: Deletion): void;
};

function ShopRow({ organisation, shop, onChange, onDeleted }: ShopRowProps) {
  const [open, setOpen] = useState(false);
  const isThere = shop.deletingAt === null;
  return (
    <li>
      <div class="row between">
        {isThere ? <a href={`/w/${shop.id}`}>{shop.name}</a> : <strong>{shop.name}</strong>}
        <div class="row">
          <ShopMark shop={shop} />
          {ownsAll(organisation) && (
            <Button isOpen={open} label={t.headOffice.manage(shop.name)} onClick={() => setOpen(!open)}>
              {t.headOffice.change}
            </Button>
          )}
        </div>
      </div>
      <Figures shop={shop} />
      {open && (
        <div class="manage">
          {isThere && (
            <ShopForm
              button={t.common.save}
              name={shop.name}
              timeZone={shop.timeZone}
              save={async (name, timeZone) => {
                await read(workspace.$patch({ param: { ws: shop.id }, json: { name, timeZone } }));
                setOpen(false);
                await onChange();
              }}
              onCancel={() => setOpen(false)}
            />
          )}
          <DeleteShop organisation={organisation} shop={shop} onChange={onChange} onDeleted={onDeleted} />
        </div>
      )}
    </li>
  );
}

/** What in a shop needs a hand, in sentences. */
function troublesOf({ now }: ShopAtAGlance): string[] {
  if (!now) return [];
  const words = t.headOffice;
  return [
    ...now.failing.map((one) => words.failing(one.name)),
    ...(now.held > 0 ? [words.held(now.held)] : []),
    ...(now.uncertain > 0 ? [words.uncertain(now.uncertain)] : []),
    ...(now.failed > 0 ? [words.failed(now.failed)] : []),
    ...(now.overdue > 0 ? [words.overdue(now.overdue)] : []),
  ];
}

function ShopMark({ shop }: { shop: ShopAtAGlance }) {
  if (shop.deletingAt !== null) return <Mark tone="warn">{t.headOffice.deleting}</Mark>;
  if (!shop.now) return <Mark tone="calm">{t.headOffice.silent}</Mark>;
  if (troublesOf(shop).length > 0) return <Mark tone="bad">{t.headOffice.needsHand}</Mark>;
  return <Mark tone="good">{t.headOffice.calm}</Mark>;
}

/** From here on events of a day are not counted; see the API's `today`. */
const mostToday = 1000;

function Figures({ shop }: { shop: ShopAtAGlance }) {
  const { now, deletingAt } = shop;
  if (deletingAt !== null) return <p class="soft">{t.headOffice.deletingHelp}</p>;
  if (!now) return <p class="soft">{t.headOffice.silentHelp}</p>;
  return (
    <>
      <p class="soft">
        {now.latestAt === null ? (
          t.headOffice.quiet
        ) : (
          <>
            {t.headOffice.today(now.today, now.today >= mostToday)} · {t.headOffice.latest}{" "}
            <Time at={now.latestAt} />
          </>
        )}
      </p>
      {troublesOf(shop).map((text) => (
        <p key={text} class="reason">
          {text}
        </p>
      ))}
    </>
  );
}

type DeleteShopProps = ShopRowProps;

function DeleteShop({ organisation, shop, onChange, onDeleted }: DeleteShopProps) {
  const [asking, setAsking] = useState(false);
  const [confirm, setConfirm] = useState("");
  const doing = useDoing();
  if (!asking)
    return (
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t.headOffice.delete}
      </Button>
    );
  const remove = () =>
    doing.run(async () => {
      const param = { org: organisation.id, id: shop.id };
      onDeleted(await read(organisationApi.workspaces[":id"].delete.$post({ param, json: { confirm } })));
      await onChange();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void remove();
      }}
    >
      <p>{t.headOffice.deleteBody}</p>
      <TextField
        label={t.headOffice.confirm(shop.name)}
        value={confirm}
        required
        error={doing.problem?.at("confirm")}
        onInput={setConfirm}
      />
      <Trouble problem={doing.problem} />
      <div class="row">
        <Button type="submit" kind="danger" busy={doing.busy}>
          {t.headOffice.deleteNow}
        </Button>
        <Button onClick={() => setAsking(false)}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Deleted({ deletion: { name, isOver, remains } }: { deletion: Deletion }) {
  return (
    <div class="notice good stacked" role="status">
      <span>{isOver ? t.headOffice.deleted(name) : t.headOffice.goesOn(name)}</span>
      <Remains remains={remains} />
    </div>
  );
}

type NameFormProps = {
  label: string;
  name: string;
  save(name: string): Promise<void>;
  onCancel(): void;
};

function NameForm({ label, name: before, save, onCancel }: NameFormProps) {
  const [name, setName] = useState(before);
  const doing = useDoing();
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void doing.run(() => save(name.trim()));
        }}
      >
        <TextField label={label} value={name} required onInput={setName} />
        <FormEnd button={t.common.save} busy={doing.busy} problem={doing.problem} onCancel={onCancel} />
      </form>
    </Card>
  );
}

type ShopFormProps = {
  button: string;
  name: string;
  timeZone: string;
  save(name: string, timeZone: string): Promise<void>;
  onCancel(): void;
};

function ShopForm({ button, save, onCancel, ...before }: ShopFormProps) {
  const [name, setName] = useState(before.name);
  const [timeZone, setTimeZone] = useState(before.timeZone);
  const doing = useDoing();
  const zones = [...new Set([before.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void doing.run(() => save(name.trim(), timeZone));
      }}
    >
      <TextField
        label={t.headOffice.shopName}
        value={name}
        required
        error={doing.problem?.at("name")}
        onInput={setName}
      />
      <SelectField
        label={t.headOffice.timeZone}
        help={t.headOffice.timeZoneHelp}
        value={timeZone}
        onChange={setTimeZone}
        choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
      />
      <FormEnd button={button} busy={doing.busy} problem={doing.problem} onCancel={onCancel} />
    </form>
  );
}

type FormEndProps = { button: string; busy: boolean; problem: Problem | undefined; onCancel(): void };

function FormEnd({ button, busy, problem, onCancel }: FormEndProps) {
  return (
    <>
      <Trouble problem={problem} />
      <div class="row">
        <Button type="submit" kind="main" busy={busy}>
          {button}
        </Button>
        <Button onClick={onCancel}>{t.common.cancel}</Button>
      </div>
    </>
  );
}

function Members({ organisation, workspaces }: { organisation: Organisation; workspaces: Workspace[] }) {
  const param = { org: organisation.id };
  const loaded = useLoad(() => read(organisationApi.members.$get({ param })), organisation.id);
  const [first] = workspaces;
  const nameOf = (id: string) => workspaces.find((shop) => shop.id === id)?.name ?? id;
  return (
    <Card title={t.headOffice.members}>
      <p class="soft">{t.headOffice.membersHelp}</p>
      {!loaded.value && <Pending loaded={loaded} />}
      <ul class="people">
        {loaded.value?.items.map(({ id, email, role, workspaceId, signedInAt }) => {
          const ws = workspaceId ?? first?.id;
          return (
            <li key={id}>
              <div>
                <strong>{email}</strong> <span class="soft">{t.people.roles[role]}</span>
                <span class="reason">
                  {workspaceId === null ? t.headOffice.everywhere : nameOf(workspaceId)}
                  {signedInAt === null && <> · {t.people.notYet}</>}
                </span>
              </div>
              {ws && <a href={`/w/${ws}/people`}>{t.headOffice.peopleOf(nameOf(ws))}</a>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
