// An at sign in a text offers colleagues below it: arrows choose, Enter or Tab takes, Escape lets go.
const WORD = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*)?)$/u;
const PAUSE = 120;
let made = 0;

class MentionText extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea");
    this.list = Object.assign(document.createElement("div"), { className: "mention-list", id: `mentions-${++made}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Colleagues");
    this.count = Object.assign(document.createElement("span"), { className: "visually-hidden" });
    this.count.setAttribute("role", "status");
    this.append(this.list, this.count);
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-controls", this.list.id);
    this.text.addEventListener("input", () => this.ask());
    this.text.addEventListener("keydown", (event) => this.press(event));
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => { event.preventDefault(); this.take(event.target.closest("[role=option]")); });
  }

  get begun() {
    if (this.text.selectionStart !== this.text.selectionEnd) return null;
    return this.text.value.slice(0, this.text.selectionStart).match(WORD)?.[1] ?? null;
  }

  ask() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    const begun = this.begun;
    if (begun === null) return this.close();
    this.waiting = setTimeout(() => this.fetch(begun), PAUSE);
  }

  async fetch(begun) {
    this.asked = new AbortController();
    const said = new URLSearchParams({ q: begun, about: this.dataset.about });
    try {
      const answer = await fetch(`${this.dataset.url}?${said}`, { signal: this.asked.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && begun === this.begun) this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(found) {
    const template = document.createElement("template");
    template.innerHTML = found;
    this.list.replaceChildren(template.content);
    const options = this.options;
    options.forEach((option, at) => { option.id = `${this.list.id}-${at}`; });
    if (!options.length) return this.close();
    this.list.hidden = false;
    this.count.textContent = options.length === 1 ? "1 colleague" : `${options.length} colleagues`;
    this.choose(0);
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  choose(at) {
    const options = this.options;
    this.at = (at + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    this.text.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (step) this.choose(this.at + step);
    else if (plain && (event.key === "Enter" || event.key === "Tab")) this.take(this.options[this.at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(option) {
    if (!option) return;
    const end = this.text.selectionStart;
    this.text.setRangeText(`${option.dataset.name} `, end - this.begun.length, end, "end");
    this.close();
  }

  close() {
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.count.textContent = "";
    this.text.removeAttribute("aria-activedescendant");
  }
}

customElements.define("mention-text", MentionText);
