// Every word on the screen, in Polish.
import { number } from "../reader";
import type { Texts } from "./en";

type ErasedPart = "events" | "deliveries" | "cancelled" | "mentions";
type Forms = { one: string; few: string; many: string; other?: string };
type SentenceParts = {
  event: string;
  products?: string | undefined;
  source?: string | undefined;
  moment: string;
  connection: string;
  action: string;
  target?: string | undefined;
};

const rules = new Intl.PluralRules("pl");
const form = (n: number, { one, few, many, other = many }: Forms) => {
  const rule = rules.select(n);
  return rule === "one" ? one : rule === "few" ? few : rule === "many" ? many : other;
};
const counted = (n: number, one: string, few: string, many: string, other = many) =>
  `${number(n)} ${form(n, { one, few, many, other })}`;

const times = (n: number) => (n === 1 ? "raz" : `${number(n)} razy`);
const events = (n: number) => counted(n, "zdarzenie", "zdarzenia", "zdarzeń");
const deliveries = (n: number) => counted(n, "dostarczenie", "dostarczenia", "dostarczeń");
const customersHave = (n: number) => counted(n, "klient ma", "klientów ma", "klientów ma");
const accessesEnd = (n: number) => counted(n, "dostęp wygasa", "dostępy wygasają", "dostępów wygasa");
const automationsUse = (n: number) =>
  `${form(n, { one: "Używa", few: "Używają", many: "Używa" })} go ${counted(n, "automatyzacja", "automatyzacje", "automatyzacji")}`;
const eventsMatch = (n: number) =>
  `${form(n, { one: "Pasuje", few: "Pasują", many: "Pasuje" })} ${events(n)}`;
const deliveriesWait = (n: number) =>
  `Z tej automatyzacji ${form(n, { one: "czeka", few: "czekają", many: "czeka" })} ${deliveries(n)}`;
const whatToDo = (n: number) => `Co z ${n === 1 ? "nim" : "nimi"} zrobić`;
const waits = (n: number) => counted(n, "czeka", "czekają", "czeka");

export const pl: Texts = {
  name: "Shopbell",
  loading: "Wczytuję…",
  nav: {
    overview: "Przegląd",
    automations: "Automatyzacje",
    sources: "Źródła",
    connections: "Połączenia",
    products: "Produkty",
    codes: "Kody",
    events: "Zdarzenia",
    waiting: "Oczekujące",
    customers: "Klienci",
    people: "Zespół",
    alerts: "Alerty",
    scan: "Skanuj kody",
  },
  signOut: "Wyloguj się",
  workspace: "Przestrzeń robocza",
  language: "Język",
  clockOf: (zone: string) => `Godziny według zegara sklepu (${zone}).`,

  common: {
    save: "Zapisz",
    create: "Utwórz",
    cancel: "Anuluj",
    delete: "Usuń",
    back: "Wstecz",
    copy: "Kopiuj",
    copied: "Skopiowano",
    more: "Pokaż więcej",
    none: "Brak",
    optional: "opcjonalnie",
    secretKept: "Zapisane. Zostaw puste, żeby nie zmieniać.",
    secretLater:
      "Jeśli sklep tworzy go dopiero po podaniu adresu webhooka, zostaw to pole puste i uzupełnij je później.",
    choose: "Wybierz…",
    typeToFind: "Wybierz lub zacznij pisać…",
    nothingToPick: "Nie ma z czego wybierać.",
    notFound: "Nie ma nic o tej nazwie.",
    field: "Pole",
    value: "Wartość",
    addField: "Dodaj pole",
    remove: "Usuń",
    edit: "Edytuj",
    tryAgain: "Spróbuj ponownie",
    pause: "Wstrzymaj",
    resume: "Wznów",
    yes: "Tak",
    unreachable: "Nie można połączyć się z Shopbell. Czy sieć działa?",
    answerWas: (status: number) => `Odpowiedź: ${status}.`,
    brokenPage: "Coś poszło nie tak na tej stronie.",
    changedElsewhere: "Zapisano. Zmiana zaraz zacznie działać.",
  },

  signIn: {
    title: "Zaloguj się do Shopbell",
    body: "Ten link zaloguje cię jeden raz.",
    button: "Zaloguj się",
    noToken: "Aby się zalogować, otwórz otrzymany link jednorazowy.",
    where:
      "Link tworzy właściciel na stronie „Zespół”. Na własnym komputerze pojawia się w terminalu przy starcie; aby dostać nowy, uruchom Shopbell ponownie.",
    byEmail: "Wyślemy ci link do logowania. Hasło nie jest potrzebne.",
    send: "Wyślij mi link",
    sent: (email: string, minutes: number) =>
      `Jeśli znamy adres ${email}, link jest już w drodze. Działa raz, przez ${counted(minutes, "minutę", "minuty", "minut")}.`,
  },

  people: {
    title: "Zespół",
    intro: "Kto ma tu dostęp, jaką drogą i co zmienił.",
    introForOthers: "Kto ma tu dostęp, widzą tylko właściciele.",
    members: "Osoby",
    invite: "Zaproś osobę",
    email: "E-mail",
    role: "Rola",
    roleOf: (email: string) => `Rola: ${email}`,
    roles: { owner: "Właściciel", editor: "Edytor", viewer: "Obserwator", scanner: "Skanujący" },
    roleHelp: {
      owner: "Może wszystko, także zapraszać i usuwać osoby.",
      editor: "Ustawia źródła, połączenia i automatyzacje oraz pilnuje dostarczeń.",
      viewer: "Widzi wszystko oprócz zespołu i kluczy, niczego nie zmienia.",
      scanner: "Skanuje kody i nie widzi nic poza tym.",
    },
    scope: "Gdzie",
    onlyHere: (shop: string) => `Tylko ${shop}`,
    everywhere: "Wszystkie przestrzenie robocze organizacji, także przyszłe",
    scopeWords: {
      workspace: "Ta przestrzeń robocza",
      organisation: "Wszystkie przestrzenie robocze organizacji",
    },
    you: "(ty)",
    notYet: "jeszcze bez logowania",
    signedIn: "ostatnie logowanie:",
    newLink: "Nowy link",
    removeAsk: (email: string) => `Usunąć ${email}? Ta osoba od razu straci dostęp.`,
    leave: "Odejdź",
    leaveAsk: "Odejść? Od razu stracisz dostęp i tylko inny właściciel może cię wpuścić z powrotem.",
    mailed: (email: string) => `Link do logowania jest w drodze na adres ${email}.`,
    handOver: (email: string) => `Link jest tylko dla ${email}. Działa raz, przez trzy dni:`,
    link: "Link do logowania",
  },

  keys: {
    title: "Klucze API",
    add: "Utwórz klucz",
    empty: "Nie ma jeszcze klucza. Potrzebuje go program, który korzysta z API.",
    name: "Do czego służy?",
    nameHelp: "Ta nazwa pojawia się w historii zmian.",
    key: "Klucz API",
    shownOnce: "Widać go tylko teraz. Skopiuj go od razu.",
    madeBy: (who: string) => `Kto utworzył: ${who} ·`,
    neverUsed: "jeszcze nieużywany",
    lastUsed: "ostatnio użyty",
    end: "Unieważnij",
    endAsk: (name: string) => `Unieważnić klucz „${name}”? To, co z niego korzysta, od razu straci dostęp.`,
  },

  sessions: {
    title: "Twoje aktywne logowania",
    unknown: "Nieznana przeglądarka",
    since: "Zalogowano",
    seen: "ostatnia aktywność:",
    isThis: "Ta przeglądarka",
    end: "Wyloguj tam",
    endOthers: "Wyloguj wszędzie indziej",
    endAll: "Wyloguj wszędzie",
  },

  account: {
    title: "Twoje konto",
    intro: (email: string) => `Zalogowano jako ${email}.`,
    nav: (email: string) => `Twoje konto: ${email}`,
  },

  passkeys: {
    title: "Klucze dostępu",
    intro:
      "Klucz dostępu loguje cię odciskiem palca, twarzą albo kodem PIN urządzenia. Nie wymaga linku i nie da się go " +
      "odgadnąć ani przez pomyłkę komuś zdradzić.",
    empty: "Nie masz jeszcze klucza dostępu.",
    add: "Dodaj klucz dostępu",
    name: "Nazwa",
    rename: "Zmień nazwę",
    added: "Dodano",
    backedUp: "Zapisany w twojej chmurze, także dla innych urządzeń",
    removeAsk: (name: string) =>
      `Usunąć klucz dostępu „${name}”? Nie będzie już można się nim zalogować. Usuń go też na swoim urządzeniu.`,
    removeLastAsk: (name: string) =>
      `Usunąć „${name}”, twój ostatni klucz dostępu? Ta instalacja nie wysyła e-maili: do kolejnego logowania będziesz potrzebować linku od właściciela.`,
    signInFirst: "Aby dodać klucz dostępu, zaloguj się ponownie: wtedy wiadomo na pewno, że to ty.",
    signInAgain: "Zaloguj się ponownie",
    elsewhere: "Klucze dostępu działają tylko pod adresem tej instalacji:",
    unsupported: "Ta przeglądarka nie obsługuje kluczy dostępu. Zaktualizuj ją albo zaloguj się linkiem.",
    cancelled: "Nie wybrano klucza dostępu albo trwało to zbyt długo. Spróbuj ponownie w dogodnej chwili.",
    known: "To urządzenie ma już klucz dostępu do twojego konta.",
    failed: "Nie udało się tu użyć klucza dostępu. Spróbuj ponownie albo użyj innego urządzenia.",
    signIn: "Zaloguj się kluczem dostępu",
  },

  access: {
    button: "Zaloguj się przez Cloudflare Access",
  },

  audit: {
    named: (words: string, name: string) => `${words} „${name}”`,
    title: "Kto co zmienił",
    key: (name: string) => `Klucz „${name}”`,
    installation: "Klucz instalacji",
    nothing: "brak",
    no: "Nie",
    actions: {
      "workspace.created": "– otwarto przestrzeń roboczą",
      "workspace.changed": "– zmieniono przestrzeń roboczą",
      "workspace.deleted": "– usunięto sklep",
      "organisation.changed": "– zmieniono organizację",
      "source.created": "– dodano źródło",
      "source.changed": "– zmieniono źródło",
      "source.deleted": "– usunięto źródło",
      "connection.created": "– dodano połączenie",
      "connection.changed": "– zmieniono połączenie",
      "connection.deleted": "– usunięto połączenie",
      "connection.shared": "– udostępniono temu sklepowi połączenie",
      "connection.withdrawn": "– cofnięto temu sklepowi udostępnienie połączenia",
      "automation.created": "– dodano automatyzację",
      "automation.changed": "– zmieniono automatyzację",
      "automation.deleted": "– usunięto automatyzację",
      "automation.tested": "– wysłano test automatyzacji",
      "automation.applied": "– zastosowano automatyzację do obecnych klientów",
      "automation.apply-stopped": "– przerwano stosowanie automatyzacji",
      "product.changed": "– zmieniono produkt",
      "code.created": "– utworzono kod",
      "code.changed": "– zmieniono kod",
      "code.deleted": "– usunięto kod",
      "customer.exported": "– wyeksportowano dane klienta",
      "customer.erased": "– wymazano dane klienta",
      "member.added": "– zaproszono osobę",
      "member.changed": "– zmieniono rolę osoby",
      "member.removed": "– usunięto osobę",
      "passkey.added": "– dodano klucz dostępu",
      "passkey.removed": "– usunięto klucz dostępu",
      "passkey.refused": "– odmówiono logowania, bo może istnieć kopia klucza dostępu",
      "key.created": "– utworzono klucz",
      "key.deleted": "– unieważniono klucz",
      "event.replayed": "– ponownie przetworzono zdarzenie",
      "replay.started": "– rozpoczęto ponowne przetwarzanie wielu zdarzeń",
      "replay.paused": "– wstrzymano ponowne przetwarzanie wielu zdarzeń",
      "replay.resumed": "– wznowiono ponowne przetwarzanie wielu zdarzeń",
      "replay.stopped": "– przerwano ponowne przetwarzanie wielu zdarzeń",
      "delivery.retried": "– ponowiono dostarczenie",
      "delivery.run": "– wykonano dostarczenie od razu",
      "delivery.moved": "– przesunięto dostarczenie",
      "delivery.cancelled": "– anulowano dostarczenie",
      "delivery.marked-done": "– oznaczono dostarczenie jako wykonane",
      "waiting.moved": "– przesunięto oczekujące",
      "waiting.cancelled": "– anulowano oczekujące",
      "waiting.run": "– wykonano oczekujące od razu",
      "trouble.retry": "– ponowiono wszystkie dostarczenia objęte problemem",
      "trouble.give-up": "– zrezygnowano ze wszystkich dostarczeń objętych problemem",
      "trouble.mark-done": "– oznaczono jako wykonane wszystkie dostarczenia objęte problemem",
      "alert-channel.created": "– dodano odbiorcę alertów",
      "alert-channel.changed": "– zmieniono odbiorcę alertów",
      "alert-channel.deleted": "– usunięto odbiorcę alertów",
    } as Record<string, string>,
    fields: {
      scope: "gdzie",
      enabled: "włączone",
      webhookUrl: "adres webhooka",
      name: "nazwa",
      role: "rola",
      paused: "wstrzymane",
      secret: "sekret",
      timeZone: "strefa czasowa",
      expiringDaysBefore: "przypomnienie (dni przed)",
      access: "dostęp",
      codes: "kody",
      "access.amount": "długość dostępu",
      "access.unit": "jednostka dostępu",
      "codes.enabled": "kody",
      "codes.credits": "liczba użyć",
      "trigger.event": "zdarzenie",
      "trigger.sourceId": "źródło",
      "trigger.productIds": "produkty",
      "trigger.marketingConsent": "zgoda na marketing",
      "timing.when": "kiedy",
      "timing.amount": "ile",
      "timing.unit": "jednostka",
      "timing.atTime": "godzina",
      "timing.quietHours.from": "cisza od",
      "timing.quietHours.to": "cisza do",
      "action.connectionId": "połączenie",
      "action.action": "działanie",
      cancelOn: "zdarzenia anulujące",
      frequency: "jak często",
      tooLateAfterHours: "za późno po (godz.)",
    } as Record<string, string>,
  },

  firstShop: {
    title: "Nazwij swój sklep",
    body: "Wszystko, co ustawisz, należy do jednego sklepu. Kolejne możesz dodać później.",
    name: "Nazwa",
    example: "Mój sklep",
    button: "Otwórz sklep",
  },

  overview: {
    title: "Przegląd",
    welcome: "Pierwszy dzwonek",
    welcomeBody:
      "Sklep mówi Shopbell, co się dzieje, a Shopbell uruchamia właściwe narzędzie – od razu lub później. Najpierw zobacz całą drogę jednego zdarzenia. Nic do nikogo nie wyjdzie.",
    tryNow: "Pokaż pierwsze zdarzenie",
    trying: "Dzwonię…",
    or: "Albo zacznij od przepisu",
    steps: [
      "Wybierz, skąd przychodzą zdarzenia",
      "Określ, co ma się stać",
      "Zobacz, jak zdarzenie uruchamia narzędzie",
    ],
    recent: "Ostatnie zdarzenia",
  },

  recipes: {
    title: "Przepisy",
    intro: "Gotowe automatyzacje, które pasują do tego sklepu. Zanim powstaną, zobaczysz, co zrobią.",
    first: "Pokaż każdy zakup",
    open: "Zobacz",
    makes: "Powstanie:",
    fill: "Co trzeba jeszcze podać",
    showMe:
      "Gdzie nie ma jeszcze konta, działa „Show me”, które niczego nie wysyła. Własne narzędzie wybierzesz, kiedy zechcesz.",
    on: "Od razu włącz",
    use: "Utwórz",
    made: (names: string[]) => `Utworzono: ${names.join(", ")}.`,
    undo: "Cofnij",
    undone: "Cofnięto. To, co powstało, zostało usunięte.",
    list: {
      course: {
        title: "Kurs lub społeczność",
        body: "Kto kupi, dołącza, a gdy dostęp wygaśnie, odchodzi.",
        steps: ["Po zakupie: dodaj", "Po końcu dostępu: usuń"],
      },
      reminder: {
        title: "Zbliża się koniec dostępu",
        body: "Przyjazne przypomnienie, zanim dostęp wygaśnie.",
        steps: ["Przypomnij przed końcem dostępu"],
      },
      cart: {
        title: "Odzyskiwanie koszyków",
        body: "Dwie godziny po porzuceniu koszyka, chyba że klient w międzyczasie kupi.",
        steps: ["Przypomnij o koszyku"],
      },
      refund: {
        title: "Zwroty",
        body: "Kto dostał zwrot pieniędzy, znika z listy.",
        steps: ["Po zwrocie: usuń"],
      },
      payment: {
        title: "Nieudana płatność",
        body: "Od razu powiadom klienta, żeby nikt nie stracił dostępu przez przypadek.",
        steps: ["Powiadom o nieudanej płatności"],
      },
      review: {
        title: "Prośba o opinię",
        body: "Tydzień po pierwszym zakupie, raz na klienta, jeśli zgodził się na marketing.",
        steps: ["Poproś o opinię"],
      },
      tickets: {
        title: "Bilety przy wejściu",
        body: "Zespół dowiaduje się o każdym zeskanowanym bilecie.",
        steps: ["Powiadom zespół o każdym skanie"],
      },
      lead: {
        title: "Zapytania",
        body: "Zespół od razu dowiaduje się o każdym zapytaniu, a gość trafia na twoją listę.",
        steps: ["Powiadom zespół o każdym zapytaniu", "Kto pyta, trafia na listę"],
      },
      guests: {
        title: "Goście: lista sklepu i lista sieci",
        body: "Kto kupi, trafia na listę tego sklepu. Kto zgodził się na marketing, trafia też na listę całej organizacji.",
        steps: ["Goście na listę tego sklepu", "Za zgodą także na listę organizacji"],
      },
      lists: {
        title: "Zgodne listy",
        body: "Kto wypisze się w jednym miejscu, znika też z drugiego.",
        steps: ["Po wypisaniu: usuń także tutaj"],
      },
    },
    mails: {
      reminder: {
        subject: "Twój dostęp wkrótce wygaśnie",
        text: "Cześć {{ customer.firstName }},\n\nTwój dostęp do „{{ products[0].name }}” wygasa {{ accessEndsAt | date: '%d.%m.%Y' }}.",
      },
      cart: {
        subject: "Twój koszyk czeka",
        text: "Cześć {{ customer.firstName }},\n\nTwój koszyk nadal tu jest: {{ cart.url }}",
      },
      payment: {
        subject: "Płatność się nie udała",
        text: "Cześć {{ customer.firstName }},\n\nTwoja ostatnia płatność się nie udała. Sprawdź kartę, żeby nie stracić dostępu.",
      },
      review: {
        subject: "Jak Ci się podoba?",
        text: "Cześć {{ customer.firstName }},\n\njak Ci się podoba „{{ products[0].name }}”? Wystarczy odpowiedzieć na tę wiadomość.",
      },
    },
  },

  activity: {
    range: "Okres",
    ranges: { day: "24 godziny", week: "7 dni", month: "30 dni" },
    title: { day: "Ostatnie 24 godziny", week: "Ostatnie 7 dni", month: "Ostatnie 30 dni" },
    series: { events: "Zdarzenia", succeeded: "Wykonane", failed: "Nieudane", calledOff: "Odwołane" },
    before: {
      day: (n: string) => `poprzednie 24 godziny: ${n}`,
      week: (n: string) => `poprzednie 7 dni: ${n}`,
      month: (n: string) => `poprzednie 30 dni: ${n}`,
    },
    help: "Zdarzenia według chwili nadejścia, dostarczenia według chwili zakończenia. Odwołane to anulowane lub pominięte.",
    plot: "Liczby z jednej godziny lub jednego dnia; strzałki przechodzą do następnych",
    hour: (day: string, from: string, to: string) => `${day}, od ${from} do ${to}`,
    slot: (when: string, events: string, succeeded: string, failed: string, calledOff: string) =>
      `${when}. Zdarzenia: ${events}. Wykonane: ${succeeded}. Nieudane: ${failed}. Odwołane: ${calledOff}.`,
    table: "Pokaż jako tabelę",
    when: "Kiedy",
    nothing: "W tym czasie nic się nie wydarzyło.",
    next: "Najbliższe oczekujące",
    nothingNext: "Nic nie czeka na swój termin.",
    allWaiting: (n: number) => `Wszystkie oczekujące (${number(n)})`,
    fromRecipe: "Zacznij od przepisu",
  },

  sources: {
    title: "Źródła",
    intro: "Skąd przychodzą zdarzenia. Każde źródło daje adres, który wklejasz w sklepie.",
    add: "Dodaj źródło",
    empty: "Nie ma jeszcze źródła. Dodaj sklep, z którego przychodzą zdarzenia.",
    which: "Który sklep lub system?",
    name: "Nazwa",
    url: "Adres webhooka",
    urlAbove: "powyższy adres",
    urlHelp: "Wklej go w sklepie. Nie pokazuj go nikomu: kto go zna, może wysyłać zdarzenia.",
    steps: "Ustaw w sklepie",
    test: "Wyślij zdarzenie testowe",
    testHelp:
      "Podpisane jak prawdziwe i wysłane tą samą drogą. Wszystko, co jest ustawione, naprawdę się uruchomi.",
    testNothing: "Źródło je przyjęło, ale nic z niego nie wynika (to np. ping).",
    refusals: "Ostatnio odrzucone żądania",
    noRefusals: "Brak. Wszystko, co przyszło, było prawdziwe.",
    missed: (n: number) => `i jeszcze ${number(n)} wcześniej`,
    settings: "Ustawienia",
    switchOff: "Wyłącz",
    switchOn: "Włącz",
    deleteAsk: "Usunąć to źródło? Jego adres od razu przestanie działać. Zdarzenia zostaną.",
  },

  hearing: {
    find: "Znajdź swój sklep lub system",
    findHint: "np. Shopify",
    found: (n: number) => `Znaleziono: ${number(n)}`,
    notFound:
      "Nie ma nic o tej nazwie. Jeśli system umie wysyłać webhooki w formacie JSON, wybierz „Webhook”.",
    another: "Wybierz inny",
    standings: {
      off: "Wyłączone",
      refused: "Odrzucane",
      "partly-refused": "Częściowo odrzucane",
      quiet: "Czeka na pierwsze zdarzenie",
      well: "Nasłuchuje",
    },
    lastEvent: "ostatnie zdarzenie",
    lastRefused: "ostatnie odrzucenie",
    noEvent: "bez zdarzeń od dwóch miesięcy",
    notYet: "jeszcze bez zdarzeń",
    events: (n: number) => `${events(n)} w ciągu 7 dni`,
    title: "Czy zdarzenia docierają?",
    waiting: "Czekam na pierwsze zdarzenie…",
    waitingHelp:
      "Wykonaj poniższe kroki, a potem zrób coś w sklepie, np. złóż zamówienie testowe. Zdarzenie pojawi się tu samo.",
    received: (what: string, when: string) => `Przyszło: ${what}, ${when}`,
    receivedFrom: (what: string, when: string, who: string) => `Przyszło: ${what}, ${when}, ${who}`,
    anEvent: "zdarzenie",
    longSilent: "Od co najmniej dwóch miesięcy nic nie przyszło.",
    refusedAt: (when: string) => `Odrzucono żądanie (${when}).`,
    refusedWith: (status: number) => `Odrzucono z kodem ${status}`,
    mend: (advice: string) => `Jak to naprawić: ${advice}`,
    afterwards:
      "Gdy to naprawisz, wyślij żądanie ze sklepu jeszcze raz. Wiele sklepów ponawia je automatycznie.",
    body: "Co wysłał sklep (pierwszy kilobajt)",
    off: "To źródło jest wyłączone, więc niczego nie przyjmuje.",
    advice: {
      "switched-off": "Włącz źródło u góry tej strony. Jeśli jest wyłączone celowo, usuń webhook w sklepie.",
      "old-address": "Skopiuj adres webhooka z tej strony i wstaw go w sklepie w miejsce starego.",
      method:
        "Ustaw w sklepie wysyłanie metodą POST. Otwarcie adresu w przeglądarce nie szkodzi, ale nic nie przekazuje.",
      "too-large": "Ustaw w sklepie mniejsze porcje: jedno zamówienie w każdym żądaniu, bez obrazów.",
      unreadable:
        "Wybierz w sklepie format JSON, tak jak w opisanych krokach, i niech żaden inny program nie zmienia treści.",
      missing:
        "Sklep nie potwierdził, że jest twój. Przejdź kroki jeszcze raz: w sklepie musi być wpisany sekret albo cały adres, ze wszystkim, co stoi po znaku zapytania.",
      mismatch:
        "Sekret w sklepie i sekret zapisany tutaj różnią się. Skopiuj go ze sklepu jeszcze raz, w całości i bez spacji, i zapisz w części „Ustawienia” na tej stronie.",
      stale:
        "Podpis jest zbyt stary albo powstał według źle ustawionego zegara. Ustaw zegar serwera sklepu i wyślij nowe zdarzenie zamiast starego.",
      misconfigured: "Wpisz sekret w części „Ustawienia” na tej stronie i zapisz.",
      unavailable:
        "Nie musisz nic robić. Nie można było w tej chwili odczytać tego, czym sprawdza się żądanie, więc sklep został poproszony o ponowne wysłanie.",
      unknown: "Porównaj każdy krok z tej strony z tym, co jest ustawione w sklepie.",
    },
  },

  connections: {
    title: "Połączenia",
    intro: "Narzędzia, które Shopbell może uruchomić, i to, czy działają.",
    add: "Dodaj połączenie",
    which: "Które narzędzie?",
    name: "Nazwa",
    check: "Sprawdź teraz",
    checking: "Sprawdzam…",
    ok: "Działa",
    failing: "Nie działa",
    unchecked: "Jeszcze nie sprawdzono",
    paused: "Wstrzymane",
    since: "od",
    checked: "sprawdzono",
    uncheckedHelp:
      "Tego narzędzia nie da się sprawdzić bez uruchomienia. Okaże się przy następnym dostarczeniu.",
    held: (n: number) =>
      `Na to połączenie ${form(n, { one: "czeka", few: "czekają", many: "czeka" })} ${deliveries(n)}. ${n === 1 ? "Ruszy samo" : "Ruszą same"}, gdy zadziała.`,
    usedBy: "Używane przez",
    notUsed: "Nie używa go jeszcze żadna automatyzacja.",
    deleteAsk: "Usunąć to połączenie?",
  },

  automations: {
    title: "Automatyzacje",
    intro: "Gdy coś się wydarzy, w wybranej chwili wybrane narzędzie robi to, co trzeba.",
    add: "Dodaj automatyzację",
    empty: "Nie ma jeszcze automatyzacji. Dodaj ją albo zacznij od przepisu.",
    name: "Nazwa",
    when: "Gdy",
    from: "źródło",
    anySource: "dowolne źródło",
    products: "tylko te produkty",
    productsHelp: "Wybierz je albo wpisz identyfikator i naciśnij Enter.",
    consent: "Tylko klienci, którzy zgodzili się na marketing",
    consentHelp: "Jeśli sklep tego nie podaje, zgody nie ma.",
    moment: "wtedy",
    at: "od razu",
    after: "po upływie",
    before: {
      "access.expired": "przed końcem dostępu",
      "subscription.renewed": "przed końcem opłaconego okresu",
    } as Record<string, string>,
    tool: "niech",
    action: "zrobi",
    cancelOn: "chyba że w międzyczasie",
    cancelOnHelp: "Każde z tych zdarzeń anuluje to, co jeszcze czeka dla tego samego klienta.",
    frequency: "Jak często",
    frequencies: {
      "every-time": "za każdym razem",
      "once-per-customer": "raz na klienta",
      "once-per-customer-and-product": "raz na klienta i produkt",
    },
    beforeBy: (date: string) => `${date}, z wyprzedzeniem`,
    amount: "Ile",
    unit: "jednostka",
    units: {
      minutes: "min",
      hours: "godz.",
      days: "dni",
      weeks: "tyg.",
      "calendar-days": "dni kalend.",
    },
    atClock: (moment: string, time: string) => `${moment}, o ${time}`,
    atTime: "O stałej godzinie",
    atTimeHelp: "Według zegara sklepu: tego dnia o tej godzinie albo najbliższym razem, gdy zegar ją wskaże.",
    quietFrom: "Godziny ciszy od",
    quietTo: "do",
    quietHelp: "W godzinach ciszy nic się nie uruchamia. To, co na nie przypadnie, poczeka do ich końca.",
    tooLate: "Za późno po (godz.)",
    tooLateHelp:
      "Co nie ruszy w tym czasie od swojego terminu, zostanie pominięte. Puste pole: nigdy nie jest za późno.",
    tooLateCartHelp:
      "Co nie ruszy w tym czasie od swojego terminu, zostanie pominięte. Puste pole: 24 godziny.",
    more: "Więcej opcji",
    moreInput: "Więcej pól",
    input: "Co wysłać",
    paused: "Wstrzymana",
    on: "Włączona",
    waiting: (n: number) => waits(n),
    waitingAsk: (n: number) => `${deliveriesWait(n)}. ${whatToDo(n)}?`,
    leave: "Zostaw na dotychczasowych warunkach",
    update: "Zastosuj nowe warunki",
    cancelThem: "Anuluj",
    pickError: "Nie udało się pobrać danych z konta:",

    later: (span: string) => `${span} później`,
    spans: {
      minutes: (n: number) => counted(n, "minutę", "minuty", "minut", "minuty"),
      hours: (n: number) => counted(n, "godzinę", "godziny", "godzin", "godziny"),
      days: (n: number) => counted(n, "dzień", "dni", "dni", "dnia"),
      weeks: (n: number) => counted(n, "tydzień", "tygodnie", "tygodni", "tygodnia"),
      "calendar-days": (n: number) =>
        counted(n, "dzień kalendarzowy", "dni kalendarzowe", "dni kalendarzowych"),
    },
    anyOf: (names: string[]) =>
      names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} lub ${names.at(-1)}`,
    sentence: ({ event, products, source, moment, connection, action, target }: SentenceParts) =>
      `Gdy ${event}${products ? ` (${products})` : ""}${source ? ` w źródle ${source}` : ""}, to ${moment}: ${connection}, „${action}”${target ? ` (${target})` : ""}.`,
    sentenceBefore: ({ products, source, moment, connection, action, target }: SentenceParts) =>
      `${moment}${products ? ` (${products})` : ""}${source ? ` w źródle ${source}` : ""}: ${connection}, „${action}”${target ? ` (${target})` : ""}.`,
    limits: {
      consent: "Tylko klienci, którzy zgodzili się na marketing.",
      conditions: "Tylko jeśli warunki są spełnione.",
      cancelOn: (events: string) => `Nie, jeśli w międzyczasie ${events}.`,
      "once-per-customer": "Raz na klienta.",
      "once-per-customer-and-product": "Raz na klienta i produkt.",
      quiet: (from: string, to: string) => `Nie w godzinach ${from}–${to}.`,
      tooLate: (hours: number) =>
        `Nie, jeśli spóźni się o ponad ${counted(hours, "godzinę", "godziny", "godzin", "godziny")}.`,
    },
    reads: "Czyli",

    toldGroup: "Co zgłaszają twoje źródła",
    otherGroup: "Pozostałe zdarzenia",
    ownEvent: "nastąpi twoje własne zdarzenie…",
    ownName: "Jak nazywa je sklep",
    ownHelp: "Tak, jak nazywa je sklep albo twój program, np. course_finished.",
    notTold: "Żadne z twoich źródeł tego nie zgłasza. Automatyzacja zadziała, gdy któreś zacznie.",
    anyProduct: "dowolny produkt",
    lacksPart: {
      customer: "wymaga klienta",
      products: "wymaga produktu",
      order: "wymaga zamówienia",
      subscription: "wymaga subskrypcji",
      cart: "wymaga koszyka",
    } as Record<string, string>,
    cannot: (name: string, why: string) => `${name} (${why})`,
    oftenNobodys:
      "Nie każde zdarzenie tego rodzaju mówi, kogo dotyczy. Jeśli nie mówi, nic się nie uruchomi, a powód będzie widoczny.",
    unsaved: "Twoje zmiany nie są zapisane. Mimo to opuścić tę stronę?",
    savedNote: "Zapisano. Działa od najbliższego zdarzenia.",
    copyOf: (name: string) => `${name} (kopia)`,
    copyNote: "To kopia, jeszcze niezapisana. Jest wstrzymana: włącz ją poniżej, gdy będzie gotowa.",

    duplicate: "Duplikuj",
    labelOf: (act: string, name: string) => `${act}: ${name}`,
    lately: (rang: number, failed: number, skipped: number) =>
      rang + failed + skipped === 0
        ? "Nic w ciągu ostatnich 7 dni."
        : `Ostatnie 7 dni: zadziałała ${times(rang)}${failed === 0 ? "" : `, nie udało się ${times(failed)}`}${
            skipped === 0 ? "" : `, pominięto ${times(skipped)}`
          }.`,
    atLeast: "Liczone tylko wśród najnowszych dostarczeń: mogło być więcej.",
    lastRang: "Ostatnio zadziałała:",
    neverRang: "Jeszcze nie zadziałała.",
    connectionGone: "Nie ma już jej połączenia.",
    pauseAsk: (n: number) => `${deliveriesWait(n)}. ${whatToDo(n)} po wstrzymaniu?`,
    deleteWaitingAsk: (n: number) => `${deliveriesWait(n)}. ${whatToDo(n)} po usunięciu?`,
    runAnyway: "Wykonaj mimo to, w swoim terminie",
    deleteAsk: (name: string) => `Usunąć „${name}”? Nic z niej nie czeka.`,
    pausedNow: (name: string) => `„${name}” jest wstrzymana.`,
    resumedNow: (name: string) => `„${name}” znów jest włączona.`,
    deletedNow: (name: string) => `Usunięto „${name}”.`,
  },

  rehearsal: {
    title: "Na prawdziwym zdarzeniu",
    intro: "Co zrobiłaby dla prawdziwego zdarzenia, tak jak stoi w formularzu. Podgląd niczego nie wysyła.",
    event: "Zdarzenie",
    newest: "najnowsze pasujące",
    choice: (name: string, who: string, when: string) => [name, who, when].filter(Boolean).join(" · "),
    example: "Nic takiego jeszcze się nie wydarzyło, więc to tylko przykład.",
    incomplete: (fields: string) => `Do uzupełnienia: ${fields}.`,
    seen: {
      ring: "Zadziałałaby",
      cancel: "Zostałoby odwołane",
      skip: "Byłoby za późno",
      nothing: "Nie zadziałałaby",
    },
    ringsAt: (when: string) => `(${when})`,
    ringsFor: (who: string) => `dla: ${who}`,
    filled: "Wypełnione pola",
    empty: "puste",
    email: "Wyślij test na inny adres",
    emailHelp: "Zastąpi adres klienta w całym zdarzeniu. Podaj np. własny.",
    send: "Wyślij test",
    ask: (connection: string, action: string, who: string) =>
      who
        ? `To wykona się naprawdę, i to teraz: ${connection}, „${action}”, z danymi: ${who}. Kontynuować?`
        : `To wykona się naprawdę, i to teraz: ${connection}, „${action}”. Kontynuować?`,
    sent: {
      done: "Test został wysłany i się udał.",
      retry: "Test został wysłany, ale narzędzie nie mogło go teraz przyjąć.",
      refused: "Narzędzie odrzuciło klucz tego połączenia.",
      failed: "Test się nie udał.",
      unknown: "Test został wysłany, ale nie przyszła odpowiedź. Mógł się udać.",
    },
    noDelivery: "Test jest zapisany jako test: nie liczy się jako dostarczenie i nie zużywa niczyjego „raz”.",
    earlier: "Wcześniejsze testy",
    unheard: "Nie wiadomo, jak się skończył.",
    by: (who: string) => `– ${who}`,
  },

  lookBack: {
    title: "Co by zrobiła?",
    intro:
      "Sprawdź automatyzację w tej postaci na tym, co naprawdę się wydarzyło. Nic nie zostanie wysłane ani zapisane.",
    days: "Okres",
    dayChoices: {
      "1": "ostatni dzień",
      "7": "ostatnie 7 dni",
      "30": "ostatnie 30 dni",
      "90": "ostatnie 90 dni",
    } as Record<string, string>,
    button: "Wypróbuj",
    unnamed: "Automatyzacja",
    nothing: "W tym czasie nie wydarzyło się nic, na co ona czeka.",
    summary: (looked: number, ring: number) =>
      `Sprawdzono ${events(looked)}. ${ring === 0 ? "Nie zadziałałaby ani razu." : `Zadziałałaby ${times(ring)}.`}`,
    cancel: (n: number) => `Anulowane: ${number(n)}.`,
    skip: (n: number) => `Za późno: ${number(n)}.`,
    none: (n: number) => `Bez dopasowania: ${number(n)}.`,
    would: {
      ring: "Zadziałałaby",
      cancel: "Anulowane",
      skip: "Za późno",
      nothing: "Nie zadziałałaby",
    },
    at: "·",
    request: "Co zostałoby wysłane",
    requestOfMany: "Pierwsze żądanie, które zostałoby wysłane",
    isFirst: "Dalszy ciąg zależy od tego, co odpowie narzędzie.",
    shown: "Co zostałoby pokazane",
  },

  apply: {
    title: "Obecni klienci",
    intro:
      "Automatyzacja działa dla tego, co wydarzy się od teraz. Możesz ją też zastosować do wcześniejszych klientów: dla każdego zadziała raz, z pominięciem tych, dla których już zadziałała.",
    paused: "Najpierw włącz ją i zapisz.",
    past: "Także tam, gdzie termin już minął: wykonaj teraz",
    count: "Policz",
    counting: "Liczę…",
    counted: (made: number) =>
      made === 0 ? "Nie ma dla kogo zadziałać." : `Dla obecnych klientów zadziałałaby ${times(made)}.`,
    button: (made: number) => `Zastosuj: uruchom ${times(made)}`,
    ask: (made: number) => `Uruchomić ${times(made)} dla obecnych klientów?`,
    progress: (looked: number, total: number) => `Klienci: ${number(looked)} z ${number(total)}`,
    made: (made: number) => `Utworzono ${deliveries(made)}.`,
    done: "Zastosowano",
    stopped: "Przerwano",
    stop: "Przerwij",
    leftOut: (n: number) => `Pominięto: ${number(n)}`,
  },

  products: {
    title: "Produkty",
    intro:
      "Co sprzedają twoje sklepy: jak długo trwa dostęp i kiedy klienci dostają przypomnienie o jego końcu.",
    add: "Dodaj produkt",
    id: "Identyfikator produktu",
    idHelp: "Taki, jaki sklep podaje w zdarzeniach, np. identyfikator produktu w Shopify.",
    setUp: "Ustaw",
    empty:
      "Nie ma jeszcze produktów. Każdy pojawi się sam przy pierwszym zdarzeniu, które go wymienia: zakupie albo koszyku. Aby ustawić go przed sprzedażą, dodaj go po identyfikatorze.",
    search: "Szukaj",
    searchHint: "Nazwa lub identyfikator, potem Enter",
    more: "Jest ich więcej. Znajdziesz je po słowie z nazwy albo po identyfikatorze.",
    seen: "ostatnie zdarzenie",
    neverSeen: "jeszcze bez zdarzeń",
    unseen: "Żadne zdarzenie nie wymieniło jeszcze tego produktu.",
    noEnd: "O końcu dostępu decyduje sklep",
    lasts: (length: string) => `Dostęp trwa ${length}`,
    reminder: (days: string) => `przypomnienie ${days} wcześniej`,
    noReminder: "bez przypomnienia",
    days: (n: number) => counted(n, "dzień", "dni", "dni"),
    months: (n: number) => counted(n, "miesiąc", "miesiące", "miesięcy"),
    name: "Nazwa",
    nameHelp: "Dla ciebie. Jeśli pole jest puste, obowiązuje nazwa ze sklepu.",
    access: "Dostęp trwa",
    units: {
      none: "aż sklep go zakończy",
      days: "określoną liczbę dni",
      months: "określoną liczbę miesięcy",
    },
    amounts: { days: "Dni", months: "Miesiące" },
    accessHelp:
      "Od zakupu, do tej samej godziny. Nie dotyczy to sytuacji, gdy sklep sam podaje koniec albo subskrypcja trwa do anulowania.",
    reminderLabel: "Przypomnienie: ile dni przed końcem",
    reminderHelp: "Wtedy następuje zdarzenie „Zbliża się koniec dostępu”. 0 oznacza nigdy.",
    running: (n: number) => `${customersHave(n)} dostęp, który wygaśnie.`,
    runningAsk: (n: number) => `${customersHave(n)} trwający dostęp. Kiedy ma wygasnąć?`,
    leave: "Wtedy, kiedy miał wygasnąć",
    update: "Jak przy nowym zakupie, licząc od dnia ich zakupu",
    codes: "Kody",
    codesChoices: {
      none: "brak",
      plain: "każdy zakup dostaje kod",
      credits: "każdy zakup dostaje kod na kilka użyć",
    },
    codesHelp:
      "Bilet: jego obraz trafia do webhooków i e-maili, a kto go zeskanuje, widzi, czy jest ważny. Od następnego zakupu.",
    credits: "Użycia: ile razy można użyć kodu",
    saved: "Zapisano. Działa od następnego zdarzenia.",
  },

  codes: {
    title: "Kody",
    intro: "Kody QR na plakaty i opakowania. To, dokąd prowadzą, możesz zmienić także po wydruku.",
    add: "Utwórz kod",
    empty:
      "Nie ma jeszcze kodów. Kod prowadzi pod wybrany adres albo na osobną stronę i liczy skany. Bilety do zakupów włączysz przy produkcie.",
    name: "Nazwa",
    nameHelp: "Dla ciebie i dla warunków automatyzacji.",
    leadsTo: "Dokąd prowadzi",
    toAddress: "pod wybrany adres",
    toPage: "na osobną stronę",
    address: "Adres",
    pageTitle: "Tytuł",
    pageText: "Tekst",
    pageLink: "Adres przycisku",
    linkLabel: "Napis na przycisku",
    picture: "Obraz",
    pictureOf: (name: string) => `Kod QR: ${name}`,
    size: "Rozmiar",
    screen: "na ekran",
    print: (mm: number) => `${number(mm / 10)} cm, do druku`,
    dark: "Kolor kodu",
    light: "Kolor tła",
    saveColours: "Zapisz kolory",
    url: "Treść kodu",
    saved: "Zapisano. Działa od następnego skanu.",
    confirmDelete: "Usunąć ten kod? Kto go zeskanuje, dowie się, że nikt go nie zna, a liczniki przepadną.",
    counts: (n: number) => `${counted(n, "skan", "skany", "skanów")} w ciągu 30 dni`,
    noScans: "Przez ostatnie 30 dni nikt go nie zeskanował.",
    byDay: "Według dni",
    byPlace: "Według miejsc",
    byDevice: "Według urządzeń",
    nowhere: "nieznane",
  },

  tickets: {
    title: "Bilety",
    pictureOf: (name: string) => `Bilet: ${name}`,
    left: (left: number, of: number) => `Pozostało ${number(left)} z ${number(of)}`,
    neverScanned: "Jeszcze nie skanowano.",
    customer: "klient",
    why: {
      bought: "Ważny: kupiony",
      access: "Ważny: dostęp trwa",
      credits: "Ważny",
      refunded: "Zwrócony",
      cancelled: "Anulowany",
      withdrawn: "Wycofany",
      paused: "Wstrzymany",
      expired: "Wygasł",
      "used-up": "Wykorzystany",
    },
  },

  events: {
    title: "Zdarzenia",
    intro: "Wszystko, co przyszło, od najnowszego.",
    empty: "Nic jeszcze nie przyszło.",
    type: "Co się stało",
    customer: "Klient",
    when: "Kiedy",
    state: "Wynik",
    states: {
      matched: "Uruchomiło akcję",
      unmatched: "Bez akcji",
      incomplete: "Niekompletne",
      "not-understood": "Niezrozumiałe",
    },
    allTypes: "Wszystkie rodzaje",
    allStates: "Wszystkie wyniki",
    facts: "Co przyszło",
    order: "Zamówienie",
    products: "Produkty",
    accessEnds: "Dostęp do",
    source: "Źródło",
    occurred: "Wydarzyło się",
    received: "Przyszło",
    raw: "Tak, jak wysłał to sklep",
    rawPruned: "Treść jest przechowywana przez 30 dni i już jej nie ma.",
    whyNot: "Dlaczego innych nie",
    tabs: { events: "Zdarzenia", deliveries: "Dostarczenia" },
  },

  lists: {
    find: "E-mail, zamówienie lub zdarzenie",
    findHelp: "Cały adres e-mail, cały numer zamówienia albo identyfikator zdarzenia.",
    example: "anna@example.com",
    button: "Szukaj",
    more: "Więcej filtrów",
    source: "Źródło",
    allSources: "Wszystkie źródła",
    automation: "Automatyzacja",
    allAutomations: "Wszystkie automatyzacje",
    connection: "Narzędzie",
    allConnections: "Wszystkie narzędzia",
    delivery: "Dostarczenie",
    allDeliveries: "Dowolne lub żadne",
    from: "Od dnia",
    to: "Do dnia",
    order: (number: string) => `Tylko zamówienie ${number}`,
    customer: (who: string) => `Tylko ${who}`,
    oneCustomer: "Tylko jeden klient",
    showAll: "Pokaż wszystko",
    unseen: (n: number, isMore: boolean) =>
      isMore ? `Ponad ${number(n)} nowych` : counted(n, "nowe", "nowe", "nowych"),
    arrived: (n: number) => `${counted(n, "nowe", "nowe", "nowych")} na górze listy.`,
    nothing: "Nic nie pasuje do wybranych filtrów. Wybierz ich mniej albo dłuższy okres.",
    nothingOfCustomer:
      "Dla tego klienta nie przyszło nic, co pasuje. Liczy się cały adres, sprawdź więc, czy nie ma w nim literówki.",
    nothingOfOrder: (number: string) =>
      `Wśród przechowywanych i pasujących zdarzeń nie ma zamówienia ${number}. Liczy się cały numer, sprawdź więc, czy nie ma w nim literówki.`,
    nothingYet: (when: string) =>
      `Na razie nic (przeszukano wstecz do: ${when}). Są jeszcze starsze zdarzenia.`,
    searchedTo: (when: string) => `Przeszukano wstecz do: ${when}.`,
    furtherBack: "Szukaj dalej wstecz",
    due: "Termin",
    event: "Zobacz zdarzenie",
    emptyDeliveries: "Nic jeszcze nie zostało uruchomione.",
  },

  story: {
    title: "Co się działo, po kolei",
    received: "Przyszło",
    from: (source: string) => `Źródło: ${source}.`,
    proven: "Nadawca został potwierdzony.",
    unproven: "Nadawca nie został potwierdzony.",
    byApi: "Zgłosił je program przez API.",
    byCode: "Ktoś zeskanował kod.",
    byShopbell: (source: string) => `Zgłosił je sam Shopbell, na podstawie danych ze źródła ${source}.`,
    added: {
      twin: "Sklep zgłosił je jeszcze raz i podał więcej. To jedno i to samo zdarzenie.",
      fetching: "Pobrano to, czego zabrakło w powiadomieniu.",
      "other-event": "Z innego zdarzenia wiadomo już, kogo ono dotyczy.",
    },
    matched: (n: number) =>
      `${form(n, { one: "Pasuje", few: "Pasują", many: "Pasuje" })} ${counted(n, "automatyzacja", "automatyzacje", "automatyzacji")}`,
    unmatched: "Nic nie uruchomiło",
    waits: "Jeszcze niekompletne",
    unclear: "Niezrozumiałe",
    planned: (when: string) => `Zaplanowano: ${when}`,
    waitsUntil: (when: string) => `Czeka do: ${when}`,
    waitedUntil: (when: string) => `Czekało do: ${when}`,
    nextTry: (when: string) => `Następna próba: ${when}`,
    repeats: "Powtarza wcześniejsze",
    repeatedBy: "Powtórzone przez późniejsze",
    ended: {
      succeeded: (when: string) => `Wykonano: ${when}`,
      failed: (when: string) => `Nie udało się: ${when}`,
      cancelled: (when: string) => `Anulowano: ${when}`,
      skipped: (when: string) => `Pominięto: ${when}`,
    } as Record<string, (when: string) => string>,
    scanned: (product: string) => `Zeskanowano bilet: ${product}`,
    erased: "Dane klienta zostały wymazane",
    erasedBody: "Informacje o tej osobie zniknęły. To, że coś się wydarzyło, zostaje.",
  },

  replay: {
    open: "Przetwórz ponownie…",
    title: "Przetwórz to zdarzenie ponownie",
    which: "Co uruchomić",
    choices: {
      missing: "To, co jeszcze nie zadziałało",
      failed: "To, co się nie udało",
      all: "Wszystko jeszcze raz",
    },
    terms: "Na jakich warunkach",
    termsChoices: { current: "Według obecnych automatyzacji", original: "Według ówczesnych automatyzacji" },
    rings: (tool: string, action: string) => `Uruchomi ${tool}: ${action}`,
    ringsAgain: (tool: string, action: string) => `Uruchomi ponownie ${tool}: ${action}`,
    by: (automation: string) => `(automatyzacja „${automation}”)`,
    later: (when: string) => `– termin: ${when}`,
    nothing: "Nic by się nie uruchomiło.",
    leftAlone: (n: number) => `Pominięte automatyzacje: ${number(n)}`,
    button: (n: number) => `Przetwórz: uruchom ${times(n)}`,
    done: (n: number) => `${counted(n, "nowe dostarczenie", "nowe dostarczenia", "nowych dostarczeń")}.`,
  },

  replays: {
    open: "Przetwórz te ponownie…",
    title: "Przetwórz ponownie wiele zdarzeń",
    intro:
      "Uruchamia jeszcze raz to, co wynika ze zdarzeń wybranych powyżej. Najpierw zostaną policzone i nic nie ruszy, dopóki tego nie potwierdzisz.",
    most: "Najwyżej 100 000 zdarzeń naraz.",
    count: "Policz",
    counting: "Liczę…",
    countedTo: (events: number, when: string) =>
      `Na razie znaleziono: ${number(events)} (sprawdzono do: ${when}).`,
    counted: (events: number, deliveries: number) =>
      deliveries === 0
        ? `${eventsMatch(events)}. Nic by się nie uruchomiło.`
        : `${eventsMatch(events)}. Narzędzia zostałyby uruchomione ${times(deliveries)}:`,
    byAutomation: (tool: string, automation: string, n: number) => `${number(n)} × ${tool}, „${automation}”`,
    button: (n: number) => `Przetwórz: uruchom ${times(n)}`,
    ask: (n: number) => (n === 1 ? "Uruchomić jeszcze raz?" : `Uruchomić jeszcze ${times(n)}?`),
    progress: (looked: number, events: number) => `Zdarzenia: ${number(looked)} z ${number(events)}`,
    running: "Przetwarzam. To, co przyjdzie w międzyczasie, ma pierwszeństwo.",
    paused: "Wstrzymano.",
    pause: "Wstrzymaj",
    resume: "Wznów",
    stop: "Przerwij",
    done: "Przetworzono",
    stopped: "Przerwano",
    result: (replayed: number, left: number) =>
      `Przetworzone zdarzenia: ${number(replayed)}, pominięte: ${number(left)}.`,
    leftAlone: (n: number) => `Pominięte zdarzenia (${number(n)}) i powody`,
    another: "Przetwórz inne",
  },

  deliveries: {
    states: {
      waiting: "Czeka",
      ready: "Zaraz ruszy",
      running: "W toku",
      retrying: "Ponowi próbę",
      held: "Zatrzymane",
      uncertain: "Niepewne",
      succeeded: "Wykonane",
      failed: "Nieudane",
      cancelled: "Anulowane",
      skipped: "Pominięte",
    },
    retry: "Ponów",
    runNow: "Wykonaj teraz",
    cancel: "Anuluj",
    markDone: "Oznacz jako wykonane",
    attempts: (n: number) => counted(n, "próba", "próby", "prób"),
    took: (ms: number) => `${number(ms)} ms`,
    sent: "Wysłano",
    answered: "Odpowiedź",
    shown: "Zostałoby wysłane",
    outcomes: {
      done: "wykonano",
      retry: "do ponowienia",
      refused: "odmowa",
      failed: "nieudane",
      unknown: "bez odpowiedzi",
    },
    moved: (from: string, to: string, because: string) => `przesunięto z ${from} na ${to}, powód: ${because}`,
    deleted: "(usunięto)",
    completion: "Pobranie tego, czego zabrakło w powiadomieniu",
  },

  waiting: {
    title: "Oczekujące",
    intro:
      "Co czeka na swój termin: kogo i czego dotyczy, do kiedy i dlaczego. Wszystko można wykonać teraz, przesunąć albo anulować.",
    empty:
      "Nic nie czeka. Automatyzacje, które działają jakiś czas po zdarzeniu albo przed datą, czekają tutaj na swój termin.",
    emptyHere: "Nic takiego nie czeka.",
    addOne: "Dodaj automatyzację z terminem",
    calendar: "Najbliższe trzydzieści dni",
    showAll: "Pokaż wszystkie dni",
    dayLabel: (day: string, waiting: number, ends: number) =>
      `${day}: ${waiting === 0 ? "nic nie czeka" : waits(waiting)}${ends === 0 ? "" : `, ${accessesEnd(ends)}`}`,
    ends: (n: number) => accessesEnd(n),
    unit: "w kolejce",
    state: "Na co czeka",
    states: {
      waiting: "Na swój termin",
      ready: "Już na nic: zaraz ruszy",
      retrying: "Na kolejną próbę",
      held: "Na działające połączenie",
    },
    automation: "Automatyzacja",
    allAutomations: "Wszystkie automatyzacje",
    choice: (name: string, n: number) => `${name} (${number(n)})`,
    onlyCustomer: (who: string) => `Tylko ${who}`,
    allOf: (who: string) => `Wszystko, co czeka: ${who}`,
    customer: (who: string) => `Klient: ${who}`,
    everybody: "Pokaż wszystkich",
    noMoment: "Aż połączenie zadziała",
    event: "Zdarzenie",
    select: (sentence: string) => `Zaznacz: ${sentence}`,
    selectAll: (n: number) => `Wszystkie pasujące (${number(n)})`,
    selected: (n: number) => (n === 0 ? "Zaznacz kilka, aby zmienić je razem." : `Zaznaczono: ${number(n)}`),
    ask: {
      "run-now": (n: number) => `Wykonać teraz ${deliveries(n)}?`,
      cancel: (n: number) =>
        `Anulować ${deliveries(n)}? ${n === 1 ? "Nie zostanie wykonane." : "Nie zostaną wykonane."}`,
      move: (n: number) => `Przesunąć ${deliveries(n)}?`,
    },
    progress: (done: number, of: number) => `Gotowe: ${number(done)} z ${number(of)}…`,
    done: (changed: number, unchanged: number) =>
      `Gotowe: ${number(changed)}.${
        unchanged === 0
          ? ""
          : ` Bez zmian: ${number(unchanged)} – nowy termin byłby w przeszłości albo zbyt odległy.`
      }`,
  },

  customers: {
    title: "Klienci",
    intro:
      "Wszystko o jednej osobie, ze wszystkich źródeł: co się wydarzyło, co to uruchomiło i co jeszcze czeka.",
    find: "E-mail lub numer zamówienia",
    findHelp: "Cały adres albo cały numer zamówienia.",
    example: "anna@example.com",
    button: "Szukaj",
    empty:
      "Ktoś pisze: „Kupiłam i nie mam dostępu”. Wpisz adres tej osoby i zobacz, co przyszło, co to uruchomiło i co jeszcze dla niej czeka. Tutaj możesz też wyeksportować albo wymazać wszystkie jej dane.",
    notFound: "Nie ma nikogo o tym adresie. Liczy się cały adres, sprawdź więc, czy nie ma w nim literówki.",
    noOrder: "Nie ma zamówienia o tym numerze.",
    noOrderSince: (when: string) =>
      `Nie ma zamówienia o tym numerze (szukano od: ${when}). Starszych szukaj po adresie e-mail.`,
    events: (n: number) => events(n),
    lastSeen: "ostatnie zdarzenie",
    known: "W skrócie",
    happened: "Do tej pory",
    rang: (happened: number, rang: number) => `${events(happened)}, ${deliveries(rang)}`,
    since: "Pierwsze zdarzenie",
    consent: "Marketing",
    agreed: "Zgoda, według ostatniej informacji",
    disagreed: "Brak zgody, według ostatniej informacji",
    silent: "Sklep tego nie podał. Liczy się to jako brak zgody.",
    access: "Dostęp",
    period: "Opłacony okres",
    until: (when: string) => `do ${when}`,
    rests: "Wstrzymany",
    accessStates: { open: "Trwa", reached: "Zakończony", dropped: "Cofnięty" },
    waits: "Co czeka dla tej osoby",
    nothingWaits: "Nic.",
    allWaiting: (n: number) => `Wszystkie oczekujące (${number(n)})`,
    history: "Co się wydarzyło, od najnowszego",
    export: "Eksportuj",
    erase: "Wymazanie danych",
    eraseHelp: "Ktoś chce zostać zapomniany? Dostaniesz potwierdzenie, które możesz tej osobie pokazać.",
    eraseOpen: "Wymaż dane…",
    eraseAsk: (who: string, happened: number, waiting: number) =>
      `Wymażesz dane: ${who}. Znikną imię i nazwisko, adres i wszystko inne, co ${form(happened, { one: "mówi", few: "mówią", many: "mówi" })} o tej osobie ${events(happened)}, a także wszystkie wykonane próby.${
        waiting === 0
          ? ""
          : waiting === 1
            ? " Jedno oczekujące dostarczenie nie zostanie wykonane."
            : ` Nie ${form(waiting, { one: "zostanie też wykonane", few: "zostaną też wykonane", many: "zostanie też wykonanych" })} ${counted(waiting, "oczekujące dostarczenie", "oczekujące dostarczenia", "oczekujących dostarczeń")}.`
      } Tego nie da się cofnąć.`,
    confirm: "Aby potwierdzić, wpisz adres e-mail tej osoby",
    eraseNow: "Wymaż na zawsze",
    erased: "Wymazano",
    receipt: "Potwierdzenie",
    receipts: "Potwierdzenia wymazania",
    receiptsHelp: "Nikt nie zobaczy, kogo dotyczą: potwierdzenie zawiera skrót (hash), a nie adres.",
    showReceipts: "Pokaż potwierdzenia",
    noReceipts: "Nie wymazano jeszcze niczyich danych.",
    receiptOf: (id: number, when: string) => `Potwierdzenie ${id}, ${when}`,
    goesOn: "To jeszcze trwa.",
    erasedAt: (when: string) => `Wymazano: ${when}.`,
    erasedWhat: (erased: Record<ErasedPart, number>) =>
      [
        `Nie mówią już, kogo dotyczyły: ${events(erased.events)} i ${deliveries(erased.deliveries)}.`,
        erased.cancelled > 0 && `Z oczekujących nie zostanie wykonane: ${number(erased.cancelled)}.`,
        erased.mentions > 0 &&
          `Adres zamazano w ${counted(erased.mentions, "zapisie", "zapisach", "zapisach")} innych osób.`,
      ]
        .filter(Boolean)
        .join(" "),
    knownAs: (id: string) => `Skrót (hash) tej osoby: ${id}.`,
    wholeSource: (id: string) => `Wszyscy, o których informowało źródło ${id}.`,
    askedByShop: "Sklep poprosił o to webhookiem.",
    remains: "Co zostaje i dlaczego",
    goneBy: (when: string) => `Zniknie najpóźniej: ${when}.`,
  },

  moving: {
    open: "Przesuń…",
    how: "Przesuń",
    ways: { at: "na wybrany termin", later: "później o", earlier: "wcześniej o" },
    at: "Termin",
    clock: (zone: string) => `Według zegara sklepu (${zone}).`,
    amount: "Ile",
    unit: "Jednostka",
    units: { hours: "godz.", days: "dni", weeks: "tyg." },
    button: "Przesuń",
  },

  eventNames: {
    "purchase.completed": "Zakup",
    "purchase.refunded": "Zwrot",
    "purchase.cancelled": "Anulowane zamówienie",
    "subscription.started": "Początek subskrypcji",
    "subscription.renewed": "Odnowienie subskrypcji",
    "subscription.changed": "Zmiana planu",
    "subscription.paused": "Wstrzymanie subskrypcji",
    "subscription.resumed": "Wznowienie subskrypcji",
    "subscription.cancel_scheduled": "Wypowiedzenie subskrypcji",
    "subscription.cancelled": "Koniec subskrypcji",
    "payment.failed": "Nieudana płatność",
    "access.granted": "Przyznanie dostępu",
    "access.expiring": "Zbliża się koniec dostępu",
    "access.expired": "Koniec dostępu",
    "cart.updated": "Zmiana w koszyku",
    "cart.abandoned": "Porzucony koszyk",
    "qr.scanned": "Skan kodu",
    "lead.created": "Lead",
    "customer.updated": "Zmiana danych klienta",
    "contact.subscribed": "Zapis na listę",
    "contact.unsubscribed": "Wypisanie z listy",
    "email.bounced": "Odbity e-mail",
  } as Record<string, string>,

  needsHand: {
    title: "Wymaga uwagi",
    calm: "Wszystko w porządku. Nic nie wymaga uwagi.",
    count: (n: number) => (n === 1 ? "Jedna sprawa" : counted(n, "sprawa", "sprawy", "spraw")),
    began: "początek:",
    open: { connection: "Otwórz połączenie", source: "Otwórz źródło" },
    acts: {
      check: (_count: number) => "Sprawdź teraz",
      retry: (count: number) => (count === 1 ? "Ponów" : `Ponów wszystkie (${number(count)})`),
      "mark-done": (count: number) =>
        count === 1 ? "Zostało wykonane" : `Wszystkie zostały wykonane (${number(count)})`,
      "give-up": (count: number) =>
        count === 1 ? "Zrezygnuj" : `Zrezygnuj ze wszystkich (${number(count)})`,
    },
    ask: {
      "mark-done": (count: number) =>
        count === 1
          ? "Oznaczyć dostarczenie jako wykonane? Nie zostanie wysłane ponownie."
          : `Oznaczyć ${deliveries(count)} jako wykonane? Nie zostaną wysłane ponownie.`,
      "give-up": (count: number) =>
        count === 1
          ? "Zrezygnować z dostarczenia? Nie zostanie wysłane."
          : `Zrezygnować z ${number(count)} dostarczeń? Nie zostaną wysłane.`,
    },
    checked: {
      ok: "Działa.",
      failing: "Nadal nie działa.",
      unchecked: "Nie da się tego sprawdzić bez uruchomienia. Okaże się przy następnym dostarczeniu.",
    },
    done: {
      retry: (count: number) =>
        count === 1
          ? "Dostarczenie znów jest w drodze."
          : `${counted(count, "dostarczenie znów jest", "dostarczenia znów są", "dostarczeń znów jest")} w drodze.`,
      "mark-done": (count: number) =>
        count === 1
          ? "Oznaczono dostarczenie jako wykonane."
          : `Oznaczono ${deliveries(count)} jako wykonane.`,
      "give-up": (count: number) =>
        count === 1 ? "Zrezygnowano z dostarczenia." : `Zrezygnowano z ${number(count)} dostarczeń.`,
    },
  },

  alerts: {
    title: "Alerty",
    intro:
      "Kto dostaje wiadomość, gdy coś wymaga uwagi. Jedną, gdy problem się zaczyna, i jedną, gdy znów jest w porządku.",
    empty:
      "Nikt jeszcze nie dostaje alertów. Dodaj adres e-mail, a dowiesz się, gdy narzędzie odrzuci klucz, gdy czegoś nie uda się wysłać albo gdy twój sklep zamilknie.",
    kinds: { email: "E-mail", webhook: "Webhook", slack: "Slack" },
    addKind: { email: "Dodaj adres e-mail", webhook: "Dodaj webhook", slack: "Dodaj kanał na Slacku" },
    to: "Adresy e-mail",
    toHelp: "Jeden albo kilka oddzielonych przecinkami.",
    sentBy: "Sposób wysyłania",
    url: "Adres",
    urlHelp: "Adres https://, który przyjmuje alerty.",
    signingSecret: "Sekret podpisu",
    signingSecretHelp:
      "whsec_… jak w Standard Webhooks, taki sam u odbiorcy. Puste pole: wiadomości bez podpisu.",
    slackUrl: "Adres webhooka Slacka",
    slackHelp:
      "W Slacku: „Apps → Incoming WebHooks → Add to Slack”. Wybierz kanał i skopiuj adres. Pozostanie tajny.",
    name: "Nazwa",
    nameHelp: "Pod taką nazwą pojawi się na tej liście.",
    hears: "O czym informować",
    hearsAll: "wszystko, co wymaga uwagi",
    hearsNothing: "Wybierz choć jedną rzecz albo poranny e-mail.",
    heard: {
      connection: "Narzędzie nie działa",
      uncertain: "Wysłano, ale nie wiadomo, czy dotarło",
      failed: "Czegoś nie udało się wysłać",
      held: "Coś czeka na wstrzymane połączenie",
      overdue: "Coś się spóźnia",
      silent: "Sklep zamilkł",
      refused: "Żądania sklepu są odrzucane",
    },
    digest: "Poranny e-mail",
    digestHelp: "O 8:00 według zegara sklepu: co uruchomiło się wczoraj i co wymaga uwagi.",
    digestChoices: { off: "Nigdy", "when-needed": "Gdy coś wymaga uwagi", daily: "Codziennie" },
    digests: {
      off: "bez porannego e-maila",
      "when-needed": "poranny e-mail, gdy coś wymaga uwagi",
      daily: "poranny e-mail codziennie",
    },
    language: "Język",
    test: "Wyślij test",
    arrived: "Test został wysłany i przyjęty.",
    deleteAsk: (name: string) => `Usunąć „${name}”? Alerty nie będą tam już wysyłane.`,
    last: "Ostatnia wiadomość:",
    nothingYet: "Nic tu jeszcze nie wysłano.",
    about: { alert: "Alert", digest: "Poranny e-mail" },
    states: {
      owed: "Ponowi próbę",
      sending: "W drodze",
      sent: "Wysłano",
      failed: "Nie udało się wysłać",
      uncertain: "Nie wiadomo, czy dotarło",
    },
  },

  eventTypes: {
    "purchase.completed": "ktoś kupi",
    "purchase.refunded": "zakup zostanie zwrócony",
    "purchase.cancelled": "zamówienie zostanie anulowane",
    "subscription.started": "zacznie się subskrypcja",
    "subscription.renewed": "subskrypcja się odnowi",
    "subscription.changed": "zmieni się plan",
    "subscription.paused": "subskrypcja zostanie wstrzymana",
    "subscription.resumed": "subskrypcja zostanie wznowiona",
    "subscription.cancel_scheduled": "subskrypcja zostanie wypowiedziana",
    "subscription.cancelled": "subskrypcja się skończy",
    "payment.failed": "płatność się nie uda",
    "access.granted": "dostęp zostanie przyznany",
    "access.expiring": "zbliży się koniec dostępu",
    "access.expired": "dostęp wygaśnie",
    "cart.updated": "koszyk się zmieni",
    "cart.abandoned": "koszyk zostanie porzucony",
    "qr.scanned": "kod zostanie zeskanowany",
    "lead.created": "pojawi się lead",
    "customer.updated": "zmienią się dane klienta",
    "contact.subscribed": "ktoś się zapisze",
    "contact.unsubscribed": "ktoś się wypisze",
    "email.bounced": "e-mail się odbije",
  } as Record<string, string>,
  headOffice: {
    nav: "Wszystkie sklepy",
    navOf: (organisation: string) => `Wszystkie sklepy: ${organisation}`,
    intro: "Wszystkie sklepy organizacji: co się w nich dzieje i z czego wspólnie korzystają.",
    chooseShop: "Wybierz sklep…",
    rename: "Zmień nazwę",
    organisationName: "Nazwa organizacji",
    shops: "Sklepy",
    noShops: "Nie ma jeszcze sklepu.",
    addShop: "Dodaj sklep",
    shopName: "Nazwa sklepu",
    timeZone: "Strefa czasowa",
    timeZoneHelp: "Według jej zegara liczą się dni kalendarzowe i godziny ciszy sklepu.",
    made: (shop: string) => `Sklep „${shop}” jest otwarty. Ma własne źródła, automatyzacje i zespół.`,
    calm: "Wszystko w porządku",
    needsHand: "Wymaga uwagi",
    silent: "Brak odpowiedzi na czas",
    silentHelp: "Na razie nie ma jego liczb. Zdarzenia i tak przychodzą.",
    deleting: "W trakcie usuwania",
    deletingHelp: "Nie musisz nic robić. Potrwa to najwyżej kilka minut.",
    today: (n: number, isMore: boolean) =>
      `${isMore ? `Ponad ${events(n)}` : events(n)} w ciągu ostatnich 24 godzin`,
    latest: "Ostatnie:",
    quiet: "Nic jeszcze nie przyszło.",
    failing: (connection: string) => `Połączenie „${connection}” nie działa.`,
    held: (n: number) => `Zatrzymane, aż połączenie znów zadziała: ${number(n)}.`,
    failed: (n: number) => `Nieudane: ${number(n)}.`,
    uncertain: (n: number) => `Nie wiadomo, czy się wykonało: ${number(n)}. Ktoś musi zdecydować.`,
    overdue: (n: number) => `Spóźnione o ponad minutę: ${number(n)}.`,
    manage: (shop: string) => `Zmień sklep „${shop}”`,
    change: "Zmień",
    delete: "Usuń ten sklep…",
    deleteBody:
      "Jego źródła od razu przestaną działać. Zdarzenia, klienci, kody, automatyzacje, połączenia i zespół znikną na zawsze, a to, co czeka, nie zostanie wykonane. Tego nie da się cofnąć.",
    confirm: (shop: string) => `Aby potwierdzić, wpisz nazwę sklepu: ${shop}`,
    deleteNow: "Usuń na zawsze",
    deleted: (shop: string) => `Sklep „${shop}” został usunięty.`,
    goesOn: (shop: string) =>
      `Trwa usuwanie sklepu „${shop}”. Nie musisz nic robić, potrwa to najwyżej kilka minut.`,
    connections: "Wspólne połączenia",
    connectionsHelp:
      "Ustawiasz je raz, tutaj. Wybrane sklepy mogą ich używać w swoich automatyzacjach. Widzą nazwę i to, czy połączenie działa, ale nie klucz ani inne ustawienia.",
    noConnections: "Nie ma jeszcze wspólnego połączenia.",
    addConnection: "Dodaj wspólne połączenie",
    withAll: "Dla wszystkich sklepów",
    withSome: (n: number) =>
      n === 0 ? "Dla żadnego sklepu" : `Dla ${counted(n, "sklepu", "sklepów", "sklepów")}`,
    usedBy: (automations: number, shops: number) =>
      automations === 0
        ? "Nie używa go żadna automatyzacja."
        : `${automationsUse(automations)} w ${counted(shops, "sklepie", "sklepach", "sklepach")}.`,
    sharing: "Kto może go używać",
    all: "Wszystkie sklepy, także przyszłe",
    some: "Tylko te:",
    uses: (n: number) => automationsUse(n),
    withdrawAsk: (automations: number, shops: number) =>
      `${counted(automations, "automatyzacja", "automatyzacje", "automatyzacji")} w ${counted(shops, "sklepie", "sklepach", "sklepach")} ${form(automations, { one: "przestanie", few: "przestaną", many: "przestanie" })} działać: zaległe dostarczenia poczekają, aż znów udostępnisz ${shops === 1 ? "mu" : "im"} to połączenie. Cofnąć udostępnienie?`,
    sharingSaved: "Zapisano. Od teraz wybrane sklepy mogą go używać, a pozostałe już nie.",
    checkedOk: "Działa.",
    checkedFailing: (problem: string) => `Nie działa: ${problem}`,
    checkedUnknown:
      "Tego narzędzia nie da się sprawdzić bez uruchomienia. Okaże się przy następnym dostarczeniu.",
    deleteConnectionAsk: "Usunąć to wspólne połączenie?",
    members: "Kto gdzie ma dostęp",
    membersHelp: "Osoby zaprosisz, a ich role zmienisz na stronie „Zespół” danego sklepu.",
    everywhere: "Wszystkie sklepy",
    peopleOf: (shop: string) => `Zespół: ${shop}`,
    log: "Kto co zmienił na poziomie organizacji",
    by: (organisation: string) => `od organizacji ${organisation}`,
    nameBy: (connection: string, organisation: string) => `${connection} (${organisation})`,
    belongsTo: (organisation: string) =>
      `To połączenie należy do organizacji ${organisation}. Możesz go używać w automatyzacjach; ustawienia widzi i zmienia tylko centrala.`,
  },
};
