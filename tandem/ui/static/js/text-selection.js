// Marking words in a verbatim text: by pointer, or by keyboard, where the arrows move word by word and Shift extends.
// The form named by `form` gets start and end in code points of the text, and opens beside the words.
class TextSelection extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("[data-selectable]");
    this.form = document.getElementById(this.getAttribute("form"));
    this.text.addEventListener("pointerup", () => setTimeout(() => this.offer()));
    this.text.addEventListener("keydown", (event) => this.walk(event));
    this.form.addEventListener("toggle", (event) => { if (event.newState === "closed" && this.form.contains(document.activeElement)) this.text.focus(); });
  }

  get range() {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    return range && this.text.contains(range.startContainer) && this.text.contains(range.endContainer) ? range : null;
  }

  walk(event) {
    if (event.key === "Enter") { event.preventDefault(); return this.offer(true); }
    const way = { ArrowRight: "forward", ArrowLeft: "backward", ArrowDown: "forward", ArrowUp: "backward" }[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const selection = getSelection();
    if (!this.range) selection.collapse(this.text, 0);
    if (!event.shiftKey) this.collapseTo(selection, way);
    selection.modify("extend", way, event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : "word");
  }

  // Without Shift the next word alone is selected, so that what is chosen is always seen.
  collapseTo(selection, way) {
    if (way === "forward") selection.collapseToEnd();
    else selection.collapseToStart();
  }

  offer(byKey = false) {
    const found = this.range && bounds(this.text, this.range);
    if (!found) return;
    const [start, end, words] = found;
    this.form.querySelector("[name=start]").value = start;
    this.form.querySelector("[name=end]").value = end;
    const shown = this.form.querySelector("[data-selected]");
    if (shown) shown.textContent = words;
    const box = this.range.getBoundingClientRect();
    this.form.showPopover();
    place(this.form, box);
    if (byKey) this.form.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }
}

// Code points before the selection, then inside it, without the white space at its edges.
export function bounds(text, range) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const lead = words.length - words.trimStart().length;
  const start = [...before.toString()].length + [...words.slice(0, lead)].length;
  const kept = words.trim();
  return kept ? [start, start + [...kept].length, kept] : null;
}

// The form beside the words, inside of the window.
export function place(form, box) {
  const { offsetWidth: width, offsetHeight: height } = form;
  const below = box.bottom + 8 + height < innerHeight;
  form.style.setProperty("left", `${Math.max(12, Math.min(box.left, innerWidth - width - 12))}px`);
  form.style.setProperty("top", `${below ? box.bottom + 8 : Math.max(12, box.top - height - 8)}px`);
  form.style.setProperty("position", "fixed");
}

customElements.define("text-selection", TextSelection);
