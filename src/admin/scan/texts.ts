// What the scan page says besides what every page of a scan says, in each language.
import type { Language } from "../../core/language";
import { type Texts as Shared, texts as shared } from "../../http/scan/texts";

type Own = {
  title: string;
  shop: string;
  startCamera: string;
  holdCode: string;
  camera: Record<"refused" | "missing" | "failed", string>;
  typeCode: string;
  check: string;
  checking: string;
  provisional: string;
  provisionalHow: string;
  notTicket: string;
  notTicketHow: string;
  waiting(count: number): string;
  tryNow: string;
  conflicts(count: number): string;
  asTaken: string;
  asGivenBack: string;
  seen: string;
  takeEach: string;
  sound: string;
  light: string;
  signedOut: string;
  signIn: string;
  notKept: string;
  firstOnline: string;
  noShop: string;
  home: string;
};
export type Texts = Omit<Shared, "signIn"> & Own;

const en: Own = {
  title: "Scan codes",
  shop: "Shop",
  startCamera: "Start the camera",
  holdCode: "Hold a code in front of the camera",
  camera: {
    refused: "The camera is not allowed. Allow it for this page in the browser's settings, or type the code.",
    missing: "There is no camera here. Type the code, or use a scanner.",
    failed: "The camera does not start. Perhaps another app uses it.",
  },
  typeCode: "Type or paste a code",
  check: "Check",
  checking: "Checking …",
  provisional: "Provisional",
  provisionalHow: "Not checked: saved on this phone, and settled as soon as the network is back.",
  notTicket: "Not a ticket",
  notTicketHow: "This code belongs to a poster or a package.",
  waiting: (count) => `${count} waiting to be settled`,
  tryNow: "Try now",
  conflicts: (count) =>
    count === 1 ? "1 scan was not good after all" : `${count} scans were not good after all`,
  asTaken: "one was to be taken",
  asGivenBack: "one was to be given back",
  seen: "Seen",
  takeEach: "Take one with each scan",
  sound: "Sound",
  light: "Light",
  signedOut: "You are signed out. What you scan stays on this phone until you sign in again.",
  signIn: "Sign in",
  notKept:
    "This phone does not let the page save anything: what is scanned without a network is lost when it closes.",
  firstOnline: "Open this page once with a network, signed in; then it works without one, too.",
  noShop: "There is no shop here yet.",
  home: "Back to Shopbell",
};

const polish = new Intl.PluralRules("pl");

const pl: Own = {
  title: "Skanowanie kodów",
  shop: "Sklep",
  startCamera: "Włącz aparat",
  holdCode: "Pokaż kod przed aparatem",
  camera: {
    refused: "Brak zgody na użycie aparatu. Zezwól na to w ustawieniach przeglądarki albo wpisz kod.",
    missing: "Nie ma tu aparatu. Wpisz kod albo użyj skanera.",
    failed: "Aparat się nie włącza. Być może używa go inna aplikacja.",
  },
  typeCode: "Wpisz lub wklej kod",
  check: "Sprawdź",
  checking: "Sprawdzam …",
  provisional: "Wstępnie",
  provisionalHow: "Nie sprawdzono: zapisano w tym telefonie, rozliczy się, gdy wróci sieć.",
  notTicket: "To nie bilet",
  notTicketHow: "Ten kod jest z plakatu albo opakowania.",
  waiting: (count) =>
    polish.select(count) === "few" ? `${count} czekają na rozliczenie` : `${count} czeka na rozliczenie`,
  tryNow: "Spróbuj teraz",
  conflicts: (count) => {
    if (count === 1) return "1 skan okazał się nieważny";
    return polish.select(count) === "few"
      ? `${count} skany okazały się nieważne`
      : `${count} skanów okazało się nieważnych`;
  },
  asTaken: "miało zostać pobrane jedno",
  asGivenBack: "miało zostać oddane jedno",
  seen: "Przeczytane",
  takeEach: "Pobieraj jedno przy każdym skanie",
  sound: "Dźwięk",
  light: "Latarka",
  signedOut: "Sesja wygasła. Skany zostają w tym telefonie, aż zalogujesz się ponownie.",
  signIn: "Zaloguj się",
  notKept: "Ten telefon nie pozwala stronie nic zapisać: skany bez sieci przepadną, gdy ją zamkniesz.",
  firstOnline: "Otwórz tę stronę raz z siecią, po zalogowaniu; potem działa także bez sieci.",
  noShop: "Nie ma tu jeszcze żadnego sklepu.",
  home: "Wróć do Shopbell",
};

const sv: Own = {
  title: "Skanna koder",
  shop: "Butik",
  startCamera: "Starta kameran",
  holdCode: "Håll en kod framför kameran",
  camera: {
    refused:
      "Kameran är inte tillåten. Tillåt den för sidan i webbläsarens inställningar, eller skriv koden.",
    missing: "Här finns ingen kamera. Skriv koden eller använd en skanner.",
    failed: "Kameran startar inte. Kanske används den av en annan app.",
  },
  typeCode: "Skriv in en kod",
  check: "Kontrollera",
  checking: "Kontrollerar …",
  provisional: "Preliminär",
  provisionalHow: "Inte kontrollerad: sparad i telefonen, avgörs så snart nätet är tillbaka.",
  notTicket: "Ingen biljett",
  notTicketHow: "Koden hör till en affisch eller en förpackning.",
  waiting: (count) => `${count} väntar på att avgöras`,
  tryNow: "Försök nu",
  conflicts: (count) =>
    count === 1 ? "1 skanning var ändå inte giltig" : `${count} skanningar var ändå inte giltiga`,
  asTaken: "en skulle dras av",
  asGivenBack: "en skulle ges tillbaka",
  seen: "Läst",
  takeEach: "Dra av en vid varje skanning",
  sound: "Ljud",
  light: "Ficklampa",
  signedOut: "Du är utloggad. Det du skannar stannar i telefonen tills du loggar in igen.",
  signIn: "Logga in",
  notKept: "Telefonen låter inte sidan spara något: det som skannas utan nät går förlorat när den stängs.",
  firstOnline: "Öppna sidan en gång med nät, inloggad; sedan fungerar den även utan.",
  noShop: "Här finns ingen butik än.",
  home: "Tillbaka till Shopbell",
};

const own: Record<Language, Own> = { en, pl, sv };

export function textsOf(language: Language): Texts {
  return { ...shared[language], ...own[language] };
}
