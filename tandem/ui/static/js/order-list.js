// A list whose order people give: dragging a row, or [ and ] on it, sets the place in the row's own form and sends it.
import { typing } from "./keys.js";

class OrderList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragend", () => this.letGo());
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.put(event));
    for (const thing of this.things) thing.draggable = true;
    this.dataset.ready = "";
    // After the page has come back, focus is on the row that was moved.
    const moved = sessionStorage.getItem("ordered");
    const thing = moved && this.querySelector(`#${CSS.escape(moved)}`);
    if (thing) { sessionStorage.removeItem("ordered"); thing.querySelector("a, button")?.focus(); }
  }

  get things() { return [...this.querySelectorAll("[data-place]")]; }

  press(event) {
    const by = { "[": -1, "]": 1 }[event.key];
    const thing = event.target.closest("[data-place]");
    if (!by || !thing || typing(event)) return;
    event.preventDefault();
    this.move(thing, this.things.indexOf(thing) + 1 + by);
  }

  lift(event) {
    this.lifted = event.target.closest("[data-place]");
    this.lifted?.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  }

  letGo() {
    this.lifted?.classList.remove("dragged");
    this.lifted = null;
    this.querySelector(".over")?.classList.remove("over");
  }

  over(event) {
    const thing = event.target.closest("[data-place]");
    if (!this.lifted || !thing) return;
    event.preventDefault();
    this.querySelector(".over")?.classList.remove("over");
    if (thing !== this.lifted) thing.classList.add("over");
  }

  put(event) {
    event.preventDefault();
    const [thing, onto] = [this.lifted, event.target.closest("[data-place]")];
    this.letGo();
    if (thing && onto) this.move(thing, this.things.indexOf(onto) + 1);
  }

  move(thing, place) {
    const form = thing.querySelector("form.place");
    if (!form || place < 1 || place > this.things.length || this.things[place - 1] === thing) return;
    form.elements.place.value = place;
    if (thing.id) sessionStorage.setItem("ordered", thing.id);
    form.requestSubmit();
  }
}

customElements.define("order-list", OrderList);
