// A board: dragging a tile to a lane, or [ and ] on it, sets the stage in the tile's own form and sends it.
import { typing } from "./keys.js";

class BoardMove extends HTMLElement {
  connectedCallback() {
    this.dataset.ready = "";
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("dragstart", (event) => this.lift(event));
    this.addEventListener("dragend", () => this.letGo());
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => { event.preventDefault(); const tile = this.tile; this.letGo(); this.move(tile, event.target.closest(".lane")); });
    // After the page has come back, focus is on the tile that was moved.
    const moved = sessionStorage.getItem("moved");
    const tile = moved && this.querySelector(`#${CSS.escape(moved)}`);
    if (tile) { sessionStorage.removeItem("moved"); (tile.querySelector("a") ?? tile).focus(); }
  }

  press(event) {
    const by = { "[": -1, "]": 1 }[event.key];
    const tile = event.target.closest(".tile");
    if (!by || !tile || typing(event)) return;
    event.preventDefault();
    const lanes = [...this.querySelectorAll(".lane")];
    this.move(tile, lanes[lanes.indexOf(tile.closest(".lane")) + by]);
  }

  lift(event) {
    this.tile = event.target.closest(".tile");
    this.tile?.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
  }

  letGo() {
    this.tile?.classList.remove("dragged");
    this.tile = null;
    this.querySelector(".lane.over")?.classList.remove("over");
  }

  over(event) {
    const lane = event.target.closest(".lane");
    if (!this.tile || !lane) return;
    event.preventDefault();
    this.querySelector(".lane.over")?.classList.remove("over");
    lane.classList.add("over");
  }

  move(tile, lane) {
    const form = tile?.querySelector("form.tile-move");
    if (!form || !lane || lane.contains(tile)) return;
    const stage = form.elements.stage;
    stage.value = lane.dataset.stage;
    if (stage.value !== lane.dataset.stage) return;
    if (tile.id) sessionStorage.setItem("moved", tile.id);
    lane.querySelector("ul").append(tile);
    form.requestSubmit();
  }
}

customElements.define("board-move", BoardMove);
