// A <details> menu that closes on Escape, on a press elsewhere, and walks with the arrow keys.
class MenuButton extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("focusout", (event) => { if (event.relatedTarget && !this.contains(event.relatedTarget)) this.details.open = false; });
    this.elsewhere = (event) => { if (!this.contains(event.target)) this.details.open = false; };
    document.addEventListener("pointerdown", this.elsewhere);
  }

  disconnectedCallback() { document.removeEventListener("pointerdown", this.elsewhere); }

  walk(event) {
    if (!this.details.open) return;
    if (event.key === "Escape") {
      this.details.open = false;
      this.querySelector("summary").focus();
      event.stopPropagation();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("input")) return;
    const items = [...this.querySelectorAll(".menu-panel :is(a, button)")];
    items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
    event.preventDefault();
  }
}

customElements.define("menu-button", MenuButton);
