// Asks before a button with data-confirm sends its form. Without JavaScript the form is sent at once, so
// the page says the consequence in words as well.

function ask(button) {
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.textContent = button.dataset.confirm;
  const row = document.createElement("div");
  row.className = "button-row";
  const yes = document.createElement("button");
  yes.className = button.className;
  yes.textContent = button.textContent.trim();
  const no = document.createElement("button");
  no.className = "btn btn-secondary";
  no.textContent = document.body.dataset.cancelText ?? "取消";
  row.append(no, yes);
  dialog.append(text, row);
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.dataset.confirm || button.dataset.confirmed) return;
  event.preventDefault();
  if (!(await ask(button))) {
    button.focus();
    return;
  }
  button.dataset.confirmed = "yes";
  event.target.requestSubmit(button);
  delete button.dataset.confirmed;
});
