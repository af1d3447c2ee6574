// Candidate claims: a or Enter accepts the current one, x skips it, and the next one comes to hand.
import { typing } from "./keys.js";

class ClaimList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-skip]")) this.skip(event.target.closest("[data-thing]"));
    });
    this.addEventListener("htmx:afterSwap", () => this.forward());
    this.addEventListener("keydown", (event) => this.key(event));
    this.forward();
  }

  get waiting() { return [...this.querySelectorAll("[data-thing]")].filter((thing) => thing.querySelector("[data-skip]")); }

  forward() { this.waiting[0]?.querySelector("[data-accept], [data-skip]")?.focus(); }

  skip(thing) {
    const all = this.waiting;
    const next = all[all.indexOf(thing) + 1] ?? all[all.indexOf(thing) - 1];
    thing.remove();
    next?.querySelector("[data-accept], [data-skip]")?.focus();
  }

  key(event) {
    const thing = event.target.closest("[data-thing]");
    if (!thing || typing(event) || event.target.matches("input")) return;
    if (event.key === "a") { event.preventDefault(); thing.querySelector("[data-accept]")?.click(); }
    if (event.key === "x") { event.preventDefault(); event.stopPropagation(); this.skip(thing); }
  }
}

customElements.define("claim-list", ClaimList);
