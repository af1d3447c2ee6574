// The square of two drivers: a dot is dragged, or moved with the arrows, kept with Enter and given up with Escape. What is
// kept is written into the form below the square and sent: without this file the form does the same.
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

class PriorityMatrix extends HTMLElement {
  connectedCallback() {
    this.dataset.ready = "";
    this.square = this.querySelector("svg.matrix");
    this.says = this.querySelector(".matrix-says");
    this.form = document.getElementById("matrix-move");
    if (!this.square || !this.form) return;
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusout", () => this.giveUp());
    this.addEventListener("pointerdown", (event) => this.lift(event));
    this.addEventListener("pointermove", (event) => this.drag(event));
    this.addEventListener("pointerup", () => this.drop());
    this.addEventListener("pointercancel", () => { this.held = null; this.giveUp(); });
  }

  side(name) {
    const { dataset } = this.square;
    return { key: dataset[`${name}Key`], name: dataset[`${name}Name`], low: Number(dataset[`${name}Low`]), high: Number(dataset[`${name}High`]), step: Number(dataset[`${name}Step`]) };
  }

  begin(dot) {
    if (this.moving?.dot === dot) return this.moving;
    this.giveUp();
    this.moving = { dot, before: dot.getAttribute("transform"), x: Number(dot.dataset.x), y: Number(dot.dataset.y), moved: false };
    dot.classList.add("moving");
    return this.moving;
  }

  press(event) {
    const dot = event.target.closest(".dot");
    if (!dot) return;
    if (MOVES[event.key]) {
      event.preventDefault();
      const moving = this.begin(dot);
      const far = event.shiftKey ? 5 : 1;
      const [x, y] = MOVES[event.key];
      this.place(moving.x + x * far * this.side("x").step, moving.y + y * far * this.side("y").step);
    } else if (event.key === "Enter" && this.moving?.moved) {
      event.preventDefault();
      this.keep();
    } else if (event.key === "Escape" && this.moving) {
      event.preventDefault();
      event.stopPropagation();
      this.giveUp("It stays where it was.");
    }
  }

  lift(event) {
    const dot = event.target.closest(".dot");
    if (!dot || event.button) return;
    event.preventDefault();
    dot.focus();
    dot.setPointerCapture(event.pointerId);
    this.held = this.begin(dot);
  }

  drag(event) {
    if (!this.held) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.square.getScreenCTM().inverse());
    const [x, y] = [this.side("x"), this.side("y")];
    const { width, height } = this.square.dataset;
    this.place(x.low + (at.x / width) * (x.high - x.low), y.low + (1 - at.y / height) * (y.high - y.low));
  }

  drop() {
    const held = this.held;
    this.held = null;
    if (held?.moved) this.keep();
  }

  // Values stay on the scale and on its steps; the dot goes where they are.
  place(toX, toY) {
    const [x, y] = [this.side("x"), this.side("y")];
    const fit = (value, { low, high, step }) => Math.min(Math.max(Math.round(value / step) * step, low), high);
    const { moving } = this;
    [moving.x, moving.y, moving.moved] = [fit(toX, x), fit(toY, y), true];
    const { width, height } = this.square.dataset;
    const [left, top] = [((moving.x - x.low) / (x.high - x.low)) * width, (1 - (moving.y - y.low) / (y.high - y.low)) * height];
    moving.dot.setAttribute("transform", `translate(${left} ${top})`);
    this.says.textContent = `${moving.dot.dataset.about}: ${x.name} ${this.said(moving.x)}, ${y.name} ${this.said(moving.y)}`;
  }

  said(value) { return String(Number(value.toFixed(2))); }

  keep() {
    const { moving, form } = this;
    this.moving = null;
    form.elements.about.value = moving.dot.dataset.about;
    form.elements[`d_${this.side("x").key}`].value = this.said(moving.x);
    form.elements[`d_${this.side("y").key}`].value = this.said(moving.y);
    form.requestSubmit();
  }

  giveUp(words = "") {
    if (!this.moving || this.held) return;
    this.moving.dot.setAttribute("transform", this.moving.before);
    this.moving.dot.classList.remove("moving");
    this.moving = null;
    this.says.textContent = words;
  }
}

customElements.define("priority-matrix", PriorityMatrix);
