// N opens the dialog of a note wherever there is one; a page's own n, for something new of its own, goes before it.
import { acts, front, typing } from "./keys.js";
import { open } from "./modal-dialog.js";

class QuickNote extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed, true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed, true);
  }

  press(event) {
    if (event.key.toLowerCase() !== "n" || event.repeat || typing(event) || front() !== document) return;
    if (!event.shiftKey && acts().some((each) => each.dataset.key.toLowerCase() === "n")) return;
    event.preventDefault();
    open(this.querySelector("dialog"));
  }
}

customElements.define("quick-note", QuickNote);
