// Keyboard shortcuts: the key in data-key clicks its element; "?" lists them. Ignored while typing and
// together with Ctrl, Alt or Meta. Names of keys are those of KeyboardEvent.key ("1", "ArrowLeft").
// The list's heading comes from <body data-keys-title>; without shortcuts on the page nothing happens.

const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Enter: "⏎" };

function typing(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])");
}

function describe(element) {
  const copy = element.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return element.getAttribute("aria-label") ?? copy.textContent.trim();
}

function showList(elements) {
  const dialog = document.createElement("dialog");
  const heading = document.createElement("h2");
  heading.textContent = document.body.dataset.keysTitle ?? "快捷键";
  const list = document.createElement("ul");
  for (const element of elements) {
    const line = document.createElement("li");
    const key = document.createElement("kbd");
    key.textContent = NAMES[element.dataset.key] ?? element.dataset.key;
    line.append(key, ` ${describe(element)}`);
    list.append(line);
  }
  const close = document.createElement("button");
  close.className = "btn btn-secondary";
  close.textContent = document.body.dataset.closeText ?? "关闭";
  close.addEventListener("click", () => dialog.close());
  dialog.append(heading, list, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const elements = [...document.querySelectorAll("[data-key]")];
  if (event.key === "?" && elements.length) {
    event.preventDefault();
    showList(elements);
    return;
  }
  const element = elements.find((candidate) => candidate.dataset.key === event.key);
  if (!element || element.disabled) return;
  event.preventDefault();
  element.click();
});
