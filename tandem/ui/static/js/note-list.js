// Notes to sort: the one at hand or the ticked ones are what the acts of the form #sorting are about; what was sorted
// leaves at once, the next note comes to hand, and the page tells how many are left. j, k and x are keyboard-list's.
import { typing, words } from "./keys.js";
import { open } from "./modal-dialog.js";
import { bounds, place } from "./text-selection.js";

const PAUSE = 180;
let settling = 0;
let resume = null; // which note comes to hand when the list asks for itself anew

class NoteList extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById("sorting");
    this.about = document.getElementById("beside-note");
    this.addEventListener("pointerdown", ({ target }) => { this.before = this.hand; this.pressed = target.closest("[data-note]"); });
    this.addEventListener("focusin", ({ target }) => this.take(target.closest("[data-note]")));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("change", ({ target }) => { if (target.name === "note") this.ticked(target); });
    this.addEventListener("keydown", (event) => this.press(event));
    this.form?.addEventListener("change", ({ target }) => { if (target.name === "all") this.tell(); });
    this.take(null);
    if (this.form) this.form.dataset.ready = "";
    if (resume !== null) this.focusOn(document.getElementById(resume) ?? this.rows[0]);
    resume = null;
  }

  get rows() { return [...this.querySelectorAll("li[data-note]")]; }
  get boxes() { return [...this.querySelectorAll("input[name=note]:checked")]; }
  get chosen() { return this.boxes.length ? this.boxes.map((box) => box.closest("[data-note]")) : this.hand ? [this.hand] : []; }
  get isBeside() { return this.about && this.about.getBoundingClientRect().left >= this.getBoundingClientRect().right - 1; }

  take(row) {
    if (row === undefined || (row && row === this.hand)) return;
    for (const old of this.rows) { old.classList.toggle("current", old === row); old.querySelector("a").toggleAttribute("aria-current", old === row); }
    this.hand = row;
    this.tell();
    clearTimeout(this.loading);
    if (row && this.about) this.loading = setTimeout(() => this.show(row), PAUSE);
    if (!row) this.show(null);
  }

  // Beside the list stands what is known of the note at hand, or else of the list.
  show(row) {
    if (!this.about) return;
    const ofList = document.getElementById("beside-list");
    ofList.hidden = Boolean(row);
    this.about.hidden = !row;
    if (!row) return this.about.replaceChildren();
    htmx.ajax("GET", row.dataset.beside, { target: this.about, swap: "innerHTML" });
  }

  tell() {
    if (!this.form) return;
    const { at_hand: hand, all } = this.form.elements;
    hand.value = this.hand?.dataset.note ?? "";
    const ticked = this.boxes.length;
    this.form.hidden = !this.chosen.length && !all?.checked;
    this.form.querySelector("[data-chosen]").textContent = all?.checked ? "All notes of this list" : ticked ? `${ticked} ${ticked === 1 ? "note" : "notes"} ticked` : "This note";
  }

  ticked(box) {
    this.last = box.closest("[data-note]");
    this.tell();
  }

  press(event) {
    if (typing(event)) return;
    if (event.key === "X") { event.preventDefault(); event.stopPropagation(); return this.tickUpTo(this.hand); }
    if (event.key === "Escape") { this.clear(); document.activeElement.blur(); this.take(null); }
  }

  tickUpTo(row) {
    const rows = this.rows;
    const [from, to] = [rows.indexOf(this.last ?? row), rows.indexOf(row)].sort((a, b) => a - b);
    for (const each of rows.slice(Math.max(from, 0), to + 1)) { const box = each.querySelector("input[name=note]"); if (box) box.checked = true; }
    this.last = row;
    this.tell();
  }

  click(event) {
    const row = event.target.closest("[data-note]");
    if (row && event.shiftKey && event.target.name === "note") { event.target.checked = true; return this.tickUpTo(row); }
    if (!event.target.closest("blockquote a") || event.ctrlKey || event.metaKey) return;
    // Words may be selected in the text, and with the aside in sight the first press only takes the note to hand.
    if (!getSelection().isCollapsed || (event.detail && this.isBeside && this.before !== row)) event.preventDefault();
  }

  clear() {
    for (const box of this.boxes) box.checked = false;
    if (this.form?.elements.all) this.form.elements.all.checked = false;
    this.last = null;
    this.tell();
  }

  // What is sorted steps back at once; the note after the last of it comes to hand.
  leave() {
    const going = this.chosen;
    const rows = this.rows;
    const after = rows.slice(rows.indexOf(going.at(-1)) + 1).find((row) => !going.includes(row));
    const next = after ?? rows.filter((row) => !going.includes(row)).at(-1);
    for (const row of going) row.classList.add("going");
    this.next = next ?? null;
    return going;
  }

  stay() { for (const row of this.querySelectorAll(".going")) row.classList.remove("going"); }

  settle(said) {
    const came = said.querySelector("[data-rows]");
    came?.remove();
    const back = [...came?.children ?? []].map((row) => this.put(row));
    this.stay();
    this.clear();
    if (!this.rows.length) { this.querySelector(".more-notes a")?.click(); return this.take(null); }
    this.focusOn(this.undone ? back[0] : this.next?.isConnected ? this.next : back[0] ?? this.rows[0]);
    this.undone = false;
    this.next = null;
  }

  // A row takes its former place, or the one its time gives it.
  put(row) {
    const same = this.querySelector(`#${row.id}`);
    if (same === this.hand) this.hand = null;
    if (same === this.next) this.next = row;
    if (same) same.replaceWith(row);
    else {
      const later = this.rows.find((each) => each.dataset.order < row.dataset.order);
      if (later) later.before(row);
      else this.querySelector("ul")?.append(row);
    }
    return row;
  }

  focusOn(row) { row?.querySelector("a")?.focus(); row?.scrollIntoView({ block: "nearest" }); }
}

const list = () => document.querySelector("note-list");
const ours = (element) => element.closest?.("#sorting, #sort-notes") || element.getAttribute?.("form") === "sorting";

document.addEventListener("htmx:beforeRequest", ({ target, detail }) => {
  if (!list() || !ours(target) || detail.requestConfig.verb !== "post") return;
  list().undone = target.dataset.key === "z";
  if (!list().undone) list().leave();
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (list() && ours(target) && detail.requestConfig.verb === "post" && !detail.successful) list().stay();
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const at = detail.target?.id;
  if (at === "sorted" && list()) {
    document.querySelector("#sort-notes")?.close();
    if (detail.xhr?.getResponseHeader("HX-Trigger")?.includes("evidence-changed")) resume = list().next?.id ?? "";
    clearTimeout(settling); // it is told once for every part that was put in
    settling = setTimeout(() => list().settle(document.getElementById("sorted")));
  }
  if (at === "sort-notes-body") {
    const dialog = document.getElementById("sort-notes");
    const asked = detail.requestConfig?.elt;
    if (asked?.matches("[data-asks]")) dialog.querySelector("h2").textContent = words(asked);
    open(dialog);
    setTimeout(() => { const first = dialog.querySelector("[autofocus]"); first?.focus(); first?.select?.(); });
  }
});

// On a suggestion, a letter begins to look for something else.
document.addEventListener("keydown", (event) => {
  const dialog = event.target.closest?.("#sort-notes");
  if (!dialog || !event.target.matches("[data-pick]") || event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  dialog.querySelector("[data-find]")?.focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-highlights]") || !list()?.hand) return;
  const row = list().hand;
  const text = row.querySelector("blockquote a");
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const found = range && !("part" in text.dataset) && text.contains(range.commonAncestorContainer) && bounds(text, range);
  if (!found) return location.assign(text.href);
  const form = document.getElementById("highlight-form");
  const url = `/notes/${row.dataset.note}/highlights`;
  [form.elements.start.value, form.elements.end.value] = found;
  form.querySelector("[data-selected]").textContent = found[2];
  form.action = url;
  form.setAttribute("hx-post", url);
  form.setAttribute("hx-target", `#${row.id}`);
  htmx.process(form);
  const box = range.getBoundingClientRect();
  form.showPopover();
  place(form, box);
  form.querySelector("input:not([type=hidden])").focus();
});
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (target.id !== "highlight-form" || !detail.successful) return;
  target.hidePopover();
  const row = document.getElementById(detail.target.id);
  list()?.focusOn(row);
});

customElements.define("note-list", NoteList);
