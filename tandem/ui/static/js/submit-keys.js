// Ctrl+Enter, or Cmd+Enter, sends the form whose text is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.repeat) return;
  const form = event.target.closest?.("textarea, input")?.form;
  if (!form || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit();
});
