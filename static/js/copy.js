// Copies a text: <button data-copy="#id" hidden>. The button appears only where this module runs; without
// it the text stands in a field that can be selected by hand.

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  // Intranets often serve plain http, where the clipboard is closed to scripts.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  const status = button.parentElement.querySelector("[data-copy-status]");
  button.addEventListener("click", async () => {
    const source = document.querySelector(button.dataset.copy);
    let done = false;
    try {
      done = await copy(source.value ?? source.textContent);
    } catch {
      source.select?.();
    }
    if (status) status.textContent = done ? status.dataset.done : status.dataset.failed;
    button.focus();
  });
}
