// Adds and removes the rows of a list without asking the server. Rows are numbered from 0 in names and
// ids (<list>-<index>-<field>), from 1 in what is read out; both are renewed after each change.

const NUMBERED = ["name", "id", "for", "value", "aria-describedby", "data-counter"];

function renumber(row, list, index) {
  const pattern = new RegExp(`(^|\\s)${list}-(?:\\d+|__index__)(?=-|\\s|$)`, "g");
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of NUMBERED) {
      const value = element.getAttribute(attribute);
      const entered = attribute === "value" && element.tagName !== "BUTTON";
      if (value && !entered) element.setAttribute(attribute, value.replace(pattern, `$1${list}-${index}`));
    }
  }
  const name = `${row.dataset.label} ${index + 1}`;
  row.setAttribute("aria-label", name);
  for (const span of row.querySelectorAll("[data-row-name]")) span.textContent = name;
}

function refresh(group) {
  const rows = [...group.querySelectorAll("[data-row]")];
  rows.forEach((row, index) => renumber(row, group.dataset.rows, index));
  const add = group.querySelector('button[name="add-row"]');
  add.hidden = Boolean(group.dataset.max) && rows.length >= Number(group.dataset.max);
  group.dispatchEvent(new Event("input", { bubbles: true }));
}

function addRow(group) {
  const template = group.querySelector("template[data-row-template]");
  const row = template.content.firstElementChild.cloneNode(true);
  group.querySelector("[data-row-list]").append(row);
  refresh(group);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function removeRow(group, row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  refresh(group);
  (next?.querySelector("input:not([type=hidden]), select, textarea")
    ?? group.querySelector('button[name="add-row"]')).focus();
}

for (const group of document.querySelectorAll("[data-rows]")) {
  group.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="add-row"], button[name="remove-row"]');
    if (!button) return;
    event.preventDefault();
    if (button.name === "add-row") addRow(group);
    else removeRow(group, button.closest("[data-row]"));
  });
}
