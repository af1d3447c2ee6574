// The arrows walk the cells of a table; Enter does what stands in the cell.
import { typing } from "./keys.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

class CellWalk extends HTMLElement {
  connectedCallback() { this.addEventListener("keydown", (event) => this.step(event)); }

  step(event) {
    const by = STEPS[event.key];
    const cell = event.target.closest("td, th");
    if (!by || !cell || typing(event)) return;
    const rows = [...this.querySelectorAll("tbody tr")];
    const at = rows.indexOf(cell.parentElement) + by[0];
    const next = rows[at]?.children[cell.cellIndex + by[1]]?.querySelector("a[href], button");
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

customElements.define("cell-walk", CellWalk);
