// What the key scripts share: when a person is typing, and which keys the page offers.
export function typing(event) {
  const target = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    || target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], [data-selectable]") != null;
}

export function shown(element) {
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
}

// The open dialog when there is one, else the page: keys work on what is in front.
export function front() {
  return document.querySelector("dialog:modal") ?? document;
}

export function acts() {
  return [...front().querySelectorAll("[data-key]:not([data-key=''], :disabled)")].filter(shown);
}

export function words(element) {
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  for (const aside of copy.querySelectorAll("kbd, svg, .num, .unread")) aside.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

// g and then a letter: the first letter of each screen that no screen before it has taken.
export function goes() {
  const taken = new Map();
  for (const link of document.querySelectorAll("[data-goes]")) {
    const letter = [...words(link).toLowerCase()].find((each) => /[a-z]/.test(each) && !taken.has(each));
    if (letter) taken.set(letter, link);
  }
  return taken;
}
