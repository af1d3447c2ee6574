// Rows pasted from a spreadsheet, shown as a table before they are sent; a row with too many cells is marked.
const SHOWN = 12;

class PasteRows extends HTMLElement {
  connectedCallback() {
    this.columns = (this.dataset.columns ?? "").split("|");
    this.querySelector("textarea").addEventListener("input", () => this.preview());
    this.preview();
  }

  preview() {
    const lines = this.querySelector("textarea").value.split(/\r?\n/).filter((line) => line.trim());
    const room = this.querySelector(".pasted");
    if (!lines.length) return room.replaceChildren();
    const table = document.createElement("table");
    table.append(row("th", this.columns), ...lines.slice(0, SHOWN).map((line) => this.read(line)));
    const more = lines.length > SHOWN ? `${SHOWN} of ${lines.length} rows shown` : `${lines.length} ${lines.length === 1 ? "row" : "rows"}`;
    room.replaceChildren(table, Object.assign(document.createElement("p"), { className: "faint", textContent: more }));
  }

  read(line) {
    const cells = line.split("\t");
    const drawn = row("td", cells);
    if (cells.length > this.columns.length) drawn.className = "wrong";
    return drawn;
  }
}

function row(tag, cells) {
  const drawn = document.createElement("tr");
  drawn.append(...cells.map((text) => Object.assign(document.createElement(tag), { textContent: text })));
  return drawn;
}

customElements.define("paste-rows", PasteRows);
