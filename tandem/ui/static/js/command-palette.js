// Go, find, do: the page's own acts and screens at once, what the server finds a moment later.
import { acts, goes, typing, words } from "./keys.js";

const PAUSE = 120;

class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.rows = this.querySelector("[role=listbox]");
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.rows.addEventListener("click", (event) => { if (event.target.closest("a")) this.dialog.close(); });
    this.dialog.addEventListener("pointerdown", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.dialog.addEventListener("close", () => { if (this.cameFrom?.isConnected) this.cameFrom.focus(); });
  }

  open() {
    if (this.dialog.open) return;
    this.cameFrom = document.activeElement;
    this.offered = [...acts().map((act) => offer("On this page", act, act.dataset.key)), ...[...goes()].map(([letter, link]) => offer("Go to", link, `g ${letter}`))];
    this.input.value = "";
    this.dialog.showModal();
    this.ask();
  }

  ask() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    const query = this.input.value.trim();
    this.show(query, "");
    if (query) this.waiting = setTimeout(() => this.fetch(query), PAUSE);
  }

  async fetch(query) {
    this.asked = new AbortController();
    const said = new URLSearchParams({ q: query });
    if (this.dataset.product) said.set("product", this.dataset.product);
    try {
      const answer = await fetch(`${this.dataset.url}?${said}`, { signal: this.asked.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && query === this.input.value.trim()) this.show(query, await answer.text(), true);
    } catch (error) {
      if (error.name !== "AbortError") this.show(query, "", true);
    }
  }

  show(query, found, settled = !query) {
    const parts = query.toLowerCase().split(/\s+/);
    const fitting = this.offered.filter(({ said }) => parts.every((part) => said.toLowerCase().includes(part)));
    const template = document.createElement("template");
    template.innerHTML = found;
    const groups = Map.groupBy ? Map.groupBy(fitting, ({ title }) => title) : new Map([["Here", fitting]]);
    this.rows.replaceChildren(...[...groups].map(([title, offers]) => group(title, offers, (each) => this.take(each))), template.content);
    const options = this.options;
    options.forEach((option, at) => { option.id = `palette-${at}`; });
    if (settled && !options.length) this.rows.append(Object.assign(document.createElement("p"), { className: "palette-none", textContent: "Nothing fits these words." }));
    this.choose(0);
  }

  get options() { return [...this.rows.querySelectorAll("[role=option]")]; }

  choose(at) {
    const options = this.options;
    this.at = options.length ? (at + options.length) % options.length : 0;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    const chosen = options[this.at];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); this.choose(this.at + step); }
    // A search field would use the first Escape to empty itself.
    if (event.key === "Escape") { event.preventDefault(); this.dialog.close(); }
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); this.options[this.at]?.click(); }
  }

  take({ element }) {
    this.dialog.close();
    element.click();
  }
}

function offer(title, element, key) { return { title, element, key, said: words(element) }; }

function group(title, offers, take) {
  const box = Object.assign(document.createElement("div"), { ariaLabel: title });
  box.setAttribute("role", "group");
  const head = Object.assign(document.createElement("div"), { className: "palette-title", textContent: title, ariaHidden: "true" });
  box.append(head, ...offers.map((each) => row(each, take)));
  return box;
}

function row(offered, take) {
  const option = Object.assign(document.createElement("div"), { className: "palette-row" });
  option.setAttribute("role", "option");
  const drawn = offered.element.querySelector("svg.icon")?.cloneNode(true) ?? document.createElement("span");
  const name = Object.assign(document.createElement("b"), { textContent: offered.said });
  option.append(drawn, name, Object.assign(document.createElement("kbd"), { textContent: offered.key }));
  option.addEventListener("click", () => take(offered));
  return option;
}

customElements.define("command-palette", CommandPalette);

const palette = () => document.querySelector("command-palette");
document.addEventListener("keydown", (event) => {
  const called = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
  const searched = event.key === "/" && !typing(event) && !event.defaultPrevented;
  if (!palette() || !(called || searched)) return;
  event.preventDefault();
  palette().open();
});
document.addEventListener("click", (event) => { if (event.target.closest?.("[data-opens=palette]")) palette()?.open(); });
