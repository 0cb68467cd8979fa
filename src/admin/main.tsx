// The admin page starts here: first the words, then all that is written with them.
import { render } from "preact";
import { language } from "./reader";
import { followLinks } from "./router";
import { speak } from "./text";

const root = document.getElementById("app");
if (root) {
  document.documentElement.lang = language;
  await speak(language);
  const { App } = await import("./app");
  followLinks();
  render(<App />, root);
}
