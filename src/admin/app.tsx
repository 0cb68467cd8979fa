// The frame around every page: who is signed in, which shop is open, and where to go.
import { useEffect, useRef, useState } from "preact/hooks";
import {
  api,
  type Connector,
  type Organisation,
  Problem,
  type Role,
  read,
  signedOut,
  type Workspace,
} from "./api";
import { LanguageChoice } from "./language-choice";
import { Later } from "./later";
import { useDoing, useLoad } from "./load";
import { Account } from "./pages/account";
import { AutomationForm } from "./pages/automation-form";
import { Automations } from "./pages/automations";
import { CodePage, Codes } from "./pages/codes";
import { ConnectionPage, Connections } from "./pages/connections";
import { CustomerPage, Customers } from "./pages/customers";
import { EventPage } from "./pages/event";
import { Events } from "./pages/events";
import type { HeadOfficeProps } from "./pages/head-office";
import { Overview } from "./pages/overview";
import { People } from "./pages/people";
import { ProductPage, Products } from "./pages/products";
import { SignIn } from "./pages/sign-in";
import { SourcePage, Sources } from "./pages/sources";
import { WaitingPage } from "./pages/waiting";
import { clock, deviceZone, setClock } from "./reader";
import { go, usePath } from "./router";
import { t } from "./text";
import { Button, Card, Loading, Pending, TextField, Trouble } from "./ui";

export function App() {
  const path = usePath();
  const isSignedOut = useSignedOut();
  if (path === "/sign-in" || isSignedOut) return <SignIn />;
  return <SignedIn path={path} />;
}

/** Whoever's session ends while they look at a page is asked to sign in again at the next thing they do. */
function useSignedOut(): boolean {
  const [isSignedOut, setSignedOut] = useState(false);
  useEffect(() => {
    const onSignedOut = () => setSignedOut(true);
    addEventListener(signedOut, onSignedOut);
    return () => removeEventListener(signedOut, onSignedOut);
  }, []);
  return isSignedOut;
}

/** What every page of a shop is given. */
export type Shop = {
  ws: string;
  name: string;
  /** An IANA name: every time of day is by this clock. */
  timeZone: string;
  connectors: Connector[];
  /** What whoever is signed in may do here: what they may not is not offered. */
  role: Role;
};

export const seesPeople = ({ role }: Shop) => role === "owner";
export const mayEdit = ({ role }: Shop) => role === "owner" || role === "editor";

function SignedIn({ path }: { path: string }) {
  const loaded = useLoad(async () => {
    const [workspaces, connectors, organisations, me] = await Promise.all([
      read(api.workspaces.$get()),
      read(api.connectors.$get()),
      read(api.organisations.$get()),
      read(api.me.$get()),
    ]);
    return {
      workspaces: workspaces.items,
      connectors: connectors.items,
      headOffices: organisations.items.filter(({ role }) => role !== undefined && role !== "scanner"),
      email: me.email ?? "",
    };
  }, "start");
  const last = useRef<string | undefined>(undefined);
  if (loaded.problem instanceof Problem && loaded.problem.status === 401) return <SignIn />;
  if (loaded.problem)
    return (
      <Centre>
        <Trouble problem={loaded.problem} retry={() => void loaded.reload()} />
      </Centre>
    );
  if (!loaded.value)
    return (
      <Centre>
        <Loading />
      </Centre>
    );
  const { workspaces, connectors, headOffices, email } = loaded.value;
  const isAccount = path === "/account";
  const [, area, named, ...rest] = path.split("/");
  const headOffice = area === "o" ? headOffices.find((one) => one.id === named) : undefined;
  const frame = { workspaces, headOffices, email };
  if (headOffice)
    return (
      <div class="frame">
        <Navigation {...frame} path={`/o/${headOffice.id}`} />
        <main key={path}>
          <HeadOffice
            organisation={headOffice}
            connectors={connectors}
            workspaces={workspaces.filter((one) => one.organisationId === headOffice.id)}
            parts={rest}
            onChange={loaded.reload}
          />
        </main>
      </div>
    );
  if (workspaces.length === 0 && !isAccount) return <FirstShop onDone={() => void loaded.reload()} />;
  const id = isAccount ? last.current : named;
  const mayRead = (one: Workspace) => one.role !== "scanner";
  const open = workspaces.find((one) => one.id === id) ?? workspaces.find(mayRead) ?? workspaces[0];
  if (isAccount && !(open && mayRead(open)))
    return (
      <main>
        <Account email={email} />
      </main>
    );
  if (!open) return null;
  if (!mayRead(open)) {
    location.replace(scanPath(open.id)); // all that a scanner may see
    return null;
  }
  last.current = open.id;
  if (open.id !== id && !isAccount) {
    queueMicrotask(() => go(`/w/${open.id}`, true));
    return null;
  }
  const shop: Shop = { ws: open.id, name: open.name, timeZone: open.timeZone, connectors, role: open.role };
  setClock(open.timeZone);
  return (
    <div class="frame">
      <Navigation
        shop={shop}
        {...frame}
        path={isAccount ? path : `/w/${open.id}${rest[0] ? `/${rest[0]}` : ""}`}
      />
      <main key={path}>{isAccount ? <Account email={email} /> : <Content shop={shop} parts={rest} />}</main>
    </div>
  );
}

function Content({ shop, parts }: { shop: Shop; parts: string[] }) {
  const [section = "", id] = parts;
  switch (section) {
    case "sources":
      return id ? <SourcePage shop={shop} id={id} /> : <Sources shop={shop} />;
    case "connections":
      return id ? <ConnectionPage shop={shop} id={id} /> : <Connections shop={shop} />;
    case "automations":
      return id ? (
        <AutomationForm shop={shop} id={id === "new" ? undefined : id} />
      ) : (
        <Automations shop={shop} />
      );
    case "products":
      return id ? <ProductPage shop={shop} id={idIn(parts.slice(1))} /> : <Products shop={shop} />;
    case "codes":
      return id ? <CodePage shop={shop} id={id} /> : <Codes shop={shop} />;
    case "events":
      return id ? <EventPage shop={shop} id={id} /> : <Events shop={shop} />;
    case "customers":
      return id ? <CustomerPage shop={shop} id={id} /> : <Customers shop={shop} />;
    case "waiting":
      return <WaitingPage shop={shop} />;
    case "people":
      return <People shop={shop} />;
    case "alerts":
      return <Later shop={shop} load={async () => (await import("./pages/alerts")).Alerts} />;
    default:
      return <Overview shop={shop} />;
  }
}

const scanPath = (ws: string) => `/scan?ws=${ws}`;

/** A shop's own id at the end of a path. Where the page is loaded anew, the assets' server has decoded its slashes. */
function idIn(parts: string[]): string {
  const text = parts.join("/");
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // typed by hand
  }
}

const sections = [
  ["", t.nav.overview],
  ["automations", t.nav.automations],
  ["sources", t.nav.sources],
  ["connections", t.nav.connections],
  ["products", t.nav.products],
  ["codes", t.nav.codes],
  ["events", t.nav.events],
  ["waiting", t.nav.waiting],
  ["customers", t.nav.customers],
  ["people", t.nav.people],
  ["alerts", t.nav.alerts],
] as const;

const sectionsOf = (shop: Shop) =>
  sections
    .filter(([name]) => name !== "people" || seesPeople(shop))
    .map(([name, label]) => ({ href: `/w/${shop.ws}${name && `/${name}`}`, label }));

type NavigationProps = {
  /** Left out on the pages of head office. */
  shop?: Shop;
  workspaces: Workspace[];
  headOffices: Organisation[];
  email: string;
  /** Of the entry that is open. */
  path: string;
};

function Navigation({ shop, workspaces, headOffices, email, path }: NavigationProps) {
  const doing = useDoing();
  const signOut = () =>
    doing.run(async () => {
      await read(api.sessions.current.$delete());
      location.assign("/sign-in");
    });
  const [only] = headOffices.length === 1 ? headOffices : [];
  const entries = [
    ...headOffices.map(({ id, name }) => ({
      href: `/o/${id}`,
      label: only ? t.headOffice.nav : t.headOffice.navOf(name),
    })),
    ...(shop ? sectionsOf(shop) : []),
  ];
  return (
    <nav aria-label={t.name}>
      <a class="brand" href={shop ? `/w/${shop.ws}` : "/"}>
        <img src="/bell.svg" alt="" width="28" height="28" /> {t.name}
      </a>
      {workspaces.length > 1 || !shop ? (
        <select
          aria-label={t.workspace}
          value={shop?.ws ?? ""}
          onChange={(event) => go(`/w/${event.currentTarget.value}`)}
        >
          {!shop && <option value="">{t.headOffice.chooseShop}</option>}
          {workspaces.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      ) : (
        <p class="shop-name">{shop.name}</p>
      )}
      {shop && clock().isForeign && <p class="shop-clock">{t.clockOf(shop.timeZone)}</p>}
      <ul>
        {entries.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
        {shop && (
          <li>
            <a href={scanPath(shop.ws)}>{t.nav.scan}</a>
          </li>
        )}
      </ul>
      <div class="nav-end">
        <a
          class="account-link"
          href="/account"
          aria-label={t.account.nav(email)}
          title={email}
          aria-current={path === "/account" ? "page" : undefined}
        >
          {email}
        </a>
        <LanguageChoice />
        <Button onClick={() => void signOut()} busy={doing.busy}>
          {t.signOut}
        </Button>
      </div>
    </nav>
  );
}

/** Few people see head office, so it is loaded when it is opened. */
function HeadOffice(props: HeadOfficeProps) {
  const loaded = useLoad(async () => (await import("./pages/head-office")).HeadOfficePages, "head-office");
  if (!loaded.value) return <Pending loaded={loaded} />;
  return <loaded.value {...props} />;
}

function FirstShop({ onDone }: { onDone(): void }) {
  const [name, setName] = useState("");
  const doing = useDoing();
  const create = () =>
    doing.run(async () => {
      await read(
        api.workspaces.$post({ json: { name: name.trim() || t.firstShop.example, timeZone: deviceZone } }),
      );
      onDone();
    });
  return (
    <Centre>
      <Card>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <h1>{t.firstShop.title}</h1>
          <p class="soft">{t.firstShop.body}</p>
          <TextField
            label={t.firstShop.name}
            value={name}
            placeholder={t.firstShop.example}
            onInput={setName}
          />
          <Trouble problem={doing.problem} />
          <Button type="submit" kind="main" busy={doing.busy}>
            {t.firstShop.button}
          </Button>
        </form>
      </Card>
    </Centre>
  );
}

export function Centre({ children }: { children: preact.ComponentChildren }) {
  return (
    <main class="centre">
      <img src="/bell.svg" alt={t.name} width="44" height="44" />
      {children}
      <LanguageChoice />
    </main>
  );
}
