// Work under way: htmx asks for it every second; here readers are told each quarter, and a hidden page does not ask.
const told = new Map();

class LiveProgress extends HTMLElement {
  connectedCallback() {
    const bar = this.querySelector("progress");
    this.addEventListener("htmx:beforeRequest", (event) => { if (document.hidden) event.preventDefault(); });
    const quarter = bar?.position >= 0 ? Math.floor(bar.position * 4) : -1;
    const url = this.getAttribute("hx-get");
    if (quarter > 0 && quarter !== told.get(url)) this.tell(bar);
    told.set(url, quarter);
  }

  tell(bar) {
    const said = Object.assign(document.createElement("span"), { className: "visually-hidden", role: "status" });
    this.append(said);
    requestAnimationFrame(() => { said.textContent = `${bar.ariaLabel ?? ""} ${Math.round(bar.position * 100)} percent`; });
  }
}

customElements.define("live-progress", LiveProgress);
