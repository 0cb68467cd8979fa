// Every text of the scan pages, in each language.
import type { BadReason, GoodReason } from "../../core/scan";
import type { Language } from "./reader";

export type Texts = {
  valid: string;
  notValid: string;
  /** What stands below, with the date it is about, where there is one. */
  good: Record<GoodReason, (date: string) => string>;
  bad: Record<BadReason, (date: string) => string>;
  left(left: number, of: number): string;
  checked: string;
  ticket: string;
  showThis: string;
  unknown: string;
  unknownHow: string;
  signIn: string;
  campaignGo: string;
  customer: string;
  bought: string;
  order: string;
  scannedBefore: string;
  neverScanned: string;
  andMore(count: number): string;
  someone: string;
  settledLater: string;
  take: string;
  giveBack: string;
  next: string;
  taken: string;
  givenBack: string;
  repeated: string;
  nothingDone: string;
  refused: Record<"none-taken" | "no-credits", string>;
  /** Followed by who, when and where. */
  takenBy: string;
};

const en: Texts = {
  valid: "Valid",
  notValid: "Not valid",
  good: {
    bought: (date) => `Bought on ${date}`,
    access: (date) => `Access until ${date}`,
    credits: (date) => (date === "" ? "" : `Access until ${date}`),
  },
  bad: {
    refunded: (date) => `The purchase was refunded on ${date}`,
    cancelled: (date) => `The purchase was cancelled on ${date}`,
    withdrawn: (date) => `The shop withdrew this ticket on ${date}`,
    paused: (date) => `The subscription has been paused since ${date}`,
    expired: (date) => `Access ended on ${date}`,
    "used-up": () => "Everything on it has been used",
  },
  left: (left, of) => `${left} of ${of} left`,
  checked: "Checked",
  ticket: "Ticket",
  showThis: "Show this code at the entrance",
  unknown: "Unknown code",
  unknownHow:
    "No shop here has given out this code. Scan it once more; if this stays, ask whoever gave it to you.",
  signIn: "Staff: sign in",
  campaignGo: "Go on",
  customer: "Customer",
  bought: "Bought",
  order: "Order",
  scannedBefore: "Scanned before",
  neverScanned: "Not scanned before",
  andMore: (count) => `and ${count} more`,
  someone: "customer",
  settledLater: "without network",
  take: "Take one",
  giveBack: "Give one back",
  next: "Scan the next one",
  taken: "Taken",
  givenBack: "Given back",
  repeated: "This had been done already",
  nothingDone: "Nothing changed",
  refused: {
    "none-taken": "Nothing has been taken that could be given back",
    "no-credits": "This ticket has nothing to take from",
  },
  takenBy: "The last one went to",
};

const pl: Texts = {
  valid: "Ważny",
  notValid: "Nieważny",
  good: {
    bought: (date) => `Kupiono: ${date}`,
    access: (date) => `Dostęp do: ${date}`,
    credits: (date) => (date === "" ? "" : `Dostęp do: ${date}`),
  },
  bad: {
    refunded: (date) => `Zakup zwrócono: ${date}`,
    cancelled: (date) => `Zakup anulowano: ${date}`,
    withdrawn: (date) => `Sklep wycofał ten bilet: ${date}`,
    paused: (date) => `Subskrypcja wstrzymana od: ${date}`,
    expired: (date) => `Dostęp wygasł: ${date}`,
    "used-up": () => "Wszystko zostało już wykorzystane",
  },
  left: (left, of) => `Pozostało ${left} z ${of}`,
  checked: "Sprawdzono",
  ticket: "Bilet",
  showThis: "Pokaż ten kod przy wejściu",
  unknown: "Nieznany kod",
  unknownHow:
    "Żaden sklep nie wydał tutaj tego kodu. Zeskanuj go jeszcze raz; jeśli to nie pomoże, zapytaj tego, od kogo go masz.",
  signIn: "Obsługa: zaloguj się",
  campaignGo: "Przejdź dalej",
  customer: "Klient",
  bought: "Kupiono",
  order: "Zamówienie",
  scannedBefore: "Wcześniejsze skany",
  neverScanned: "Jeszcze nie skanowano",
  andMore: (count) => `i jeszcze ${count}`,
  someone: "klient",
  settledLater: "bez sieci",
  take: "Pobierz jedno",
  giveBack: "Oddaj jedno",
  next: "Skanuj następny",
  taken: "Pobrano",
  givenBack: "Oddano",
  repeated: "To już zostało zrobione",
  nothingDone: "Bez zmian",
  refused: {
    "none-taken": "Nic nie pobrano, więc nie ma czego oddać",
    "no-credits": "Z tego biletu nie ma czego pobrać",
  },
  takenBy: "Ostatnie pobranie",
};

const sv: Texts = {
  valid: "Giltig",
  notValid: "Inte giltig",
  good: {
    bought: (date) => `Köpt ${date}`,
    access: (date) => `Gäller till ${date}`,
    credits: (date) => (date === "" ? "" : `Gäller till ${date}`),
  },
  bad: {
    refunded: (date) => `Köpet återbetalades ${date}`,
    cancelled: (date) => `Köpet avbröts ${date}`,
    withdrawn: (date) => `Butiken drog tillbaka biljetten ${date}`,
    paused: (date) => `Prenumerationen är pausad sedan ${date}`,
    expired: (date) => `Gick ut ${date}`,
    "used-up": () => "Allt på den är använt",
  },
  left: (left, of) => `${left} av ${of} kvar`,
  checked: "Kontrollerad",
  ticket: "Biljett",
  showThis: "Visa koden vid ingången",
  unknown: "Okänd kod",
  unknownHow:
    "Ingen butik här har gett ut den här koden. Skanna den en gång till; hjälper inte det, fråga den du fick den av.",
  signIn: "Personal: logga in",
  campaignGo: "Gå vidare",
  customer: "Kund",
  bought: "Köpt",
  order: "Beställning",
  scannedBefore: "Skannad tidigare",
  neverScanned: "Inte skannad tidigare",
  andMore: (count) => `och ${count} till`,
  someone: "kund",
  settledLater: "utan nät",
  take: "Dra av en",
  giveBack: "Ge tillbaka en",
  next: "Skanna nästa",
  taken: "Avdragen",
  givenBack: "Tillbakagiven",
  repeated: "Det var redan gjort",
  nothingDone: "Inget ändrades",
  refused: {
    "none-taken": "Inget har dragits av som kan ges tillbaka",
    "no-credits": "Den här biljetten har inget att dra av",
  },
  takenBy: "Den sista drogs av",
};

export const texts: Record<Language, Texts> = { en, pl, sv };
