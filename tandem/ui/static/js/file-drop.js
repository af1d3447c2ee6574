// Files dropped anywhere on the page go into its import form; a page without one opens the form in its dialog first.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.over = 0;
    this.ears = new AbortController();
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (event) => this[name]?.(event), { signal: this.ears.signal });
    }
  }

  disconnectedCallback() { this.ears.abort(); }

  dragenter(event) { if (holdsFiles(event)) { this.over += 1; this.say(true); } }

  dragleave(event) { if (holdsFiles(event)) { this.over -= 1; this.say(this.over > 0); } }

  dragover(event) { if (holdsFiles(event)) event.preventDefault(); }

  async drop(event) {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.over = 0;
    this.say(false);
    this.take(event.dataTransfer.files);
  }

  say(here) { this.querySelector(".drop-here").hidden = !here; }

  async take(files) {
    const field = document.querySelector("main input[type=file][name=file]") ?? await this.open();
    if (!field) return;
    const taken = new DataTransfer();
    for (const file of field.multiple ? files : [...files].slice(0, 1)) taken.items.add(file);
    field.files = taken.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  }

  async open() {
    await htmx.ajax("GET", this.dataset.url, { target: "#drop-body", swap: "innerHTML" });
    const dialog = this.querySelector("dialog");
    if (!dialog.open) dialog.showModal();
    return dialog.querySelector("input[type=file]");
  }
}

// A form that takes files of its own keeps them.
function holdsFiles(event) { return event.dataTransfer?.types.includes("Files") && !event.target.closest?.("[data-takes-files]"); }

customElements.define("file-drop", FileDrop);
