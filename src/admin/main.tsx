// The admin page starts here.
import { render } from "preact";
import { App } from "./app";
import { followLinks } from "./router";

const root = document.getElementById("app");
if (root) {
  followLinks();
  render(<App />, root);
}
