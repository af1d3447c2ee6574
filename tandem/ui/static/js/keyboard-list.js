// j and k walk the things of a list, Enter opens, e edits, x ticks. The last list that was touched is the one walked, else notes to sort.
import { front, shown, typing } from "./keys.js";

const THINGS = ".row, .quote, tbody tr, .tile, [data-thing]";
let walked = null;

class KeyboardList extends HTMLElement {
  connectedCallback() { this.addEventListener("focusin", () => { walked = this; }); }

  get things() { return [...this.querySelectorAll(THINGS)].filter(shown); }

  get current() { return this.things.find((thing) => thing.contains(document.activeElement)); }

  step(by) {
    const things = this.things;
    const at = this.current ? things.indexOf(this.current) : things.findIndex((thing) => thing.querySelector("[aria-current=true]"));
    const next = things[at < 0 ? 0 : Math.max(0, Math.min(things.length - 1, at + by))];
    if (!next) return;
    const target = next.querySelector("a[href], button, input") ?? next;
    if (target === next) next.tabIndex = -1;
    target.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event)) return;
  const list = walked?.isConnected && front().contains(walked) && shown(walked) ? walked : [...front().querySelectorAll("note-list keyboard-list"), ...front().querySelectorAll("keyboard-list")].find((each) => shown(each) && each.things.length);
  if (!list) return;
  if (event.key === "j" || event.key === "k") { event.preventDefault(); return list.step(event.key === "j" ? 1 : -1); }
  const wanted = { e: "[data-edit]", x: "input[type=checkbox]" }[event.key];
  const element = wanted && list.current?.querySelector(wanted);
  if (element) { event.preventDefault(); element.click(); }
});

customElements.define("keyboard-list", KeyboardList);
