// Any [data-opens=id] opens that dialog, any [data-closes] closes the one around it; focus returns to where it was.
const cameFrom = new WeakMap();

export function open(dialog) {
  if (dialog.open) return;
  cameFrom.set(dialog, document.activeElement);
  dialog.showModal();
  const first = dialog.querySelector("[autofocus], .dialog-body :is(input:not([type=hidden]), select, textarea, button, a)");
  first?.focus();
}

function returnFocus(dialog) {
  const from = cameFrom.get(dialog);
  cameFrom.delete(dialog);
  if (from?.isConnected) from.focus();
}

class ModalDialog extends HTMLElement {
  connectedCallback() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("close", () => returnFocus(dialog));
    // A press on the backdrop has the dialog itself as its target; one that began inside does not close.
    dialog.addEventListener("pointerdown", (event) => { if (event.target === dialog && outside(dialog, event)) dialog.close(); });
  }
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && dialog.id !== "palette") {
    event.preventDefault(); // an opener may be a link, for those without a script
    // From a menu, focus goes back to the menu's own button, since the item is hidden by then.
    const summary = opener.closest("details")?.querySelector("summary");
    if (summary) { summary.parentElement.open = false; summary.focus(); }
    open(dialog);
  }
  event.target.closest?.("[data-closes]")?.closest("dialog")?.close();
});

// What htmx has put into an open dialog gets the focus a person expects.
document.addEventListener("htmx:afterSettle", (event) => {
  const body = event.target.closest?.(".dialog-body");
  body?.querySelector("[aria-invalid=true], [autofocus], input:not([type=hidden]), select, textarea")?.focus();
});

// Done: what is in the dialog was taken, as the answer's header says.
document.addEventListener("closes", (event) => document.getElementById(event.detail.value)?.close());

customElements.define("modal-dialog", ModalDialog);
