// Keys for the whole page: [data-key], g and a letter, ? for the list of them.
import { acts, front, goes, typing, words } from "./keys.js";
import { open } from "./modal-dialog.js";

const PATIENCE = 1500;
let going = 0;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event)) return;
  if (going && Date.now() - going < PATIENCE) return go(event);
  if (event.key === "g" && front() === document) { going = Date.now(); return; }
  if (event.key === "?") { event.preventDefault(); return open(document.getElementById("keys")); }
  const wanted = event.key.toLowerCase();
  const element = acts().find((each) => each.dataset.key.toLowerCase() === wanted);
  if (!element || event.repeat) return;
  event.preventDefault();
  element.matches("input:not([type=submit]), textarea, select") ? element.focus() : element.click();
});

function go(event) {
  going = 0;
  const link = goes().get(event.key.toLowerCase());
  if (!link) return;
  event.preventDefault();
  location.assign(link.href);
}

// The key is said in the tooltip and to readers.
function tell(root) {
  for (const element of root.querySelectorAll?.("[data-key]:not([data-key=''], [aria-keyshortcuts])") ?? []) {
    const key = element.dataset.key.toUpperCase();
    element.title = `${element.title || words(element)} (${key})`;
    element.setAttribute("aria-keyshortcuts", key);
  }
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) return;
  for (const element of root.querySelectorAll?.("[data-command-key]") ?? []) element.textContent = "⌘K";
}

class ShortcutKeys extends HTMLElement {
  connectedCallback() {
    this.closest("dialog").addEventListener("toggle", (event) => { if (event.newState === "open") this.list(); });
  }

  list() {
    const links = [...goes()].map(([letter, link]) => [words(link), "g", letter]);
    const page = [...document.querySelectorAll("main [data-key]:not([data-key=''])")].map((act) => [words(act), act.dataset.key]);
    this.querySelector("[data-list=goes]").replaceChildren(...links.map(line));
    this.querySelector("[data-list=acts]").replaceChildren(...page.map(line));
  }
}

function line([said, ...keys]) {
  const [row, name, pressed] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
  name.textContent = said;
  pressed.append(...keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: key })));
  row.append(name, pressed);
  return row;
}

customElements.define("shortcut-keys", ShortcutKeys);
tell(document);
document.addEventListener("htmx:load", (event) => tell(event.target));
