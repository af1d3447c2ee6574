// A timeline: a bar is dragged, or moved with the arrows; Enter, or letting go, leads to the page that asks what counts
// on the new dates. Nothing is changed here: without this file the link "Move the dates" below leads there too.
const DAY = 86400000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

class RoadmapTimeline extends HTMLElement {
  connectedCallback() {
    this.dataset.ready = "";
    this.drawing = this.querySelector("svg.timeline");
    this.says = this.querySelector(".timeline-says");
    if (!this.drawing) return;
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusout", () => this.giveUp());
    this.addEventListener("pointerdown", (event) => this.lift(event));
    this.addEventListener("pointermove", (event) => this.drag(event));
    this.addEventListener("pointerup", () => this.drop());
    this.addEventListener("pointercancel", () => { this.held = null; this.giveUp(); });
  }

  get unitsOfDay() { return 960 / Number(this.dataset.days); }

  begin(bar) {
    if (this.moving?.bar === bar) return this.moving;
    this.giveUp();
    this.moving = { bar, days: 0 };
    bar.classList.add("moving");
    return this.moving;
  }

  press(event) {
    const bar = event.target.closest("[data-move]");
    if (!bar) return;
    if (STEPS[event.key]) {
      event.preventDefault();
      this.shift(this.begin(bar).days + STEPS[event.key] * (event.shiftKey ? 7 : 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.begin(bar);
      this.keep();
    } else if (event.key === "Escape" && this.moving) {
      event.preventDefault();
      event.stopPropagation();
      this.giveUp("It stays where it was.");
    }
  }

  at(event) { return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.drawing.getScreenCTM().inverse()).x; }

  lift(event) {
    const bar = event.target.closest("[data-move]");
    if (!bar || event.button) return;
    event.preventDefault();
    bar.focus();
    bar.setPointerCapture(event.pointerId);
    this.begin(bar);
    this.held = { from: this.at(event) };
  }

  drag(event) {
    if (this.held) this.shift(Math.round((this.at(event) - this.held.from) / this.unitsOfDay));
  }

  drop() {
    const held = this.held;
    this.held = null;
    if (held && this.moving?.days) this.keep();
  }

  shift(days) {
    const { moving } = this;
    moving.days = days;
    moving.bar.setAttribute("transform", `translate(${days * this.unitsOfDay} 0)`);
    const { name, charter, available } = moving.bar.dataset;
    const later = days < 0 ? "earlier" : "later";
    this.says.textContent = `${name}: ${this.moved(available || charter, days)}, ${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${later}`;
  }

  moved(day, days) { return day && new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10); }

  keep() {
    const { bar, days } = this.moving;
    const { move, charter, available } = bar.dataset;
    const asked = new URLSearchParams({ charter_release_on: this.moved(charter, days), available_on: this.moved(available, days) });
    location.assign(days ? `${move}?${asked}` : move);
  }

  giveUp(words = "") {
    if (!this.moving || this.held) return;
    this.moving.bar.removeAttribute("transform");
    this.moving.bar.classList.remove("moving");
    this.moving = null;
    this.says.textContent = words;
  }
}

customElements.define("roadmap-timeline", RoadmapTimeline);
