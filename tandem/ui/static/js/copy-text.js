// Puts a text on the clipboard and says so where the button's name was.
class CopyText extends HTMLElement {
  connectedCallback() { this.querySelector("button").addEventListener("click", () => this.copy()); }

  async copy() {
    const said = this.querySelector("[data-said]");
    this.name ??= said.textContent;
    said.setAttribute("role", "status");
    try {
      await navigator.clipboard.writeText(this.dataset.text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Select and copy by hand";
    }
    setTimeout(() => { said.textContent = this.name; }, 2000);
  }
}

customElements.define("copy-text", CopyText);
