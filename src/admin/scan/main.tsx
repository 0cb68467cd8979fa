// The scan page starts here: a page of its own, so that the admin page does not carry it and it opens without a network.
import { render } from "preact";
import { readerOf } from "../../http/scan/reader";
import { ScanPage } from "./page";
import { allowSound } from "./signals";
import { textsOf } from "./texts";

const languages = navigator.languages.join(",");
const { language } = readerOf(languages, "UTC");
const words = textsOf(language);
document.documentElement.lang = language;
document.title = `${words.title} · Shopbell`;

document.addEventListener("pointerdown", allowSound);
document.addEventListener("keydown", allowSound);

const root = document.getElementById("app");
if (root) render(<ScanPage words={words} languages={languages} />, root);

// Without a worker the page works as before; it only needs a network to be opened.
navigator.serviceWorker?.register("/scan-worker.js", { scope: "/scan" }).catch(console.warn);
// Asks the browser not to clear what waits when space runs out. It may say no.
void navigator.storage?.persist?.();
