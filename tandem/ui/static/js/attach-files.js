// A field for files that also takes what is dropped on its form, or on the whole page beside [data-attaches], and an
// image that is pasted; what was chosen is listed, and each can be left out again.
import { front } from "./keys.js";

class AttachFiles extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.whole = this.closest("[data-attaches]");
    this.zone = this.whole ? document.querySelector("main") : this.closest("form");
    if (!this.zone) return; // htmx is just carrying it over into the form anew
    this.zone.dataset.takesFiles = "";
    this.ears = new AbortController();
    const heard = { signal: this.ears.signal };
    this.field.addEventListener("change", () => this.changed(), heard);
    this.addEventListener("click", ({ target }) => { if (target.dataset.without) this.leaveOut(Number(target.dataset.without)); }, heard);
    for (const name of ["dragover", "dragleave", "drop"]) this.zone.addEventListener(name, (event) => this[name](event), heard);
    (this.whole ? document : this.zone).addEventListener("paste", (event) => this.paste(event), heard);
    this.tell();
  }

  disconnectedCallback() { this.ears?.abort(); }

  dragover(event) { if (holdsFiles(event)) { event.preventDefault(); this.field.classList.add("over"); } }

  dragleave(event) { if (!this.zone.contains(event.relatedTarget)) this.field.classList.remove("over"); }

  drop(event) {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.field.classList.remove("over");
    this.take(event.dataTransfer.files);
  }

  // A spreadsheet puts its cells on the clipboard as words and as a picture: the words are meant.
  paste(event) {
    const { files, types } = event.clipboardData;
    if (!files.length || types.includes("text/plain") || (this.whole && front() !== document)) return;
    event.preventDefault();
    this.take(files);
  }

  take(files) { this.choose([...this.field.files, ...files]); }

  leaveOut(place) { this.choose([...this.field.files].filter((_, at) => at + 1 !== place)); this.field.focus(); }

  choose(files) {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    this.field.files = chosen.files;
    this.changed();
  }

  changed() {
    this.tell();
    if (this.whole && this.field.files.length) this.field.form.requestSubmit();
  }

  tell() {
    this.querySelector("ul")?.remove();
    if (this.whole || !this.field.files.length) return;
    const list = document.createElement("ul");
    list.setAttribute("aria-label", "Chosen files");
    [...this.field.files].forEach((file, at) => list.append(row(file, at + 1)));
    this.append(list);
  }
}

function row(file, place) {
  const item = document.createElement("li");
  const leave = document.createElement("button");
  Object.assign(leave, { type: "button", className: "link", textContent: "Leave out", ariaLabel: `Leave out ${file.name}` });
  leave.dataset.without = place;
  item.append(file.name, " ", leave);
  return item;
}

function holdsFiles(event) { return event.dataTransfer?.types.includes("Files"); }

customElements.define("attach-files", AttachFiles);
