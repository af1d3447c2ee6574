// Short messages that leave by themselves, but not while they are read: pointing at one or focusing it stops the clock.
const STAYS = 6000;
const REFUSED = { 403: "You may see this, but not do that.", 404: "That is no longer here.", 409: "Somebody else changed it meanwhile. Load the page again.", 0: "Tandem did not answer. Check the connection and try again." };

class ToastRegion extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => event.target.closest("[data-dismisses]")?.closest(".toast").remove());
    this.addEventListener("pointerenter", () => this.wait());
    this.addEventListener("pointerleave", () => this.resume());
    this.addEventListener("focusin", () => this.wait());
    this.addEventListener("focusout", () => this.resume());
    document.addEventListener("toast", (event) => { for (const said of [event.detail.value ?? event.detail].flat()) this.say(said.text ?? said, said.tone); });
    document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => { if (!xhr.getResponseHeader("HX-Trigger")) this.say(REFUSED[xhr.status] ?? "That did not work. Nothing was changed.", "error"); });
    document.addEventListener("htmx:sendError", () => this.say(REFUSED[0], "error"));
    this.resume();
  }

  say(text, tone = "") {
    const toast = this.querySelector("template").content.firstElementChild.cloneNode(true);
    toast.querySelector("span").textContent = text;
    if (tone) toast.classList.add(tone);
    this.append(toast);
    this.resume();
  }

  wait() { clearTimeout(this.leaving); }

  resume() {
    this.wait();
    const oldest = this.querySelector(".toast:not(.error)");
    if (oldest) this.leaving = setTimeout(() => { oldest.remove(); this.resume(); }, STAYS);
  }
}

customElements.define("toast-region", ToastRegion);
