// What was typed on a bad connection is not lost: <form data-keep="name"> is kept in this browser from the first
// key on, filled in again when the page is next opened, and forgotten once the address of the answer says #saved.
// Words stand in [data-keep-status]: data-restored, data-offline. Without scripts the form works as ever.
//
// An untouched form is sent again under its old idempotency key, so that an answer that was lost on the way
// does not make a second entry.

const DAYS = 7 * 24 * 3600 * 1000;
const PREFIX = "kept:";
const NOT_KEPT = new Set(["csrf_token", "version"]);

function stored(place) {
  try {
    const kept = JSON.parse(localStorage.getItem(place));
    return kept && Date.now() - kept.at < DAYS ? kept : null;
  } catch {
    return null;
  }
}

function store(form, place) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!NOT_KEPT.has(name) && typeof value === "string") (fields[name] ??= []).push(value);
  }
  try {
    localStorage.setItem(place, JSON.stringify({ at: Date.now(), fields }));
  } catch (error) {
    console.info("keep", error.message); // storage full or forbidden: the form works without
  }
}

function fill(form, fields) {
  for (const control of form.elements) {
    const values = fields[control.name];
    if (!control.name || NOT_KEPT.has(control.name) || control.tagName === "BUTTON") continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = values?.includes(control.value) ?? false;
    else if (values && control.value !== values[0]) {
      if (control.tagName === "SELECT" && ![...control.options].some((each) => each.value === values[0])) continue;
      control.value = values[0];
      const folded = control.closest("details");
      if (folded && values[0]) folded.open = true;
    }
  }
}

function keep(form) {
  const place = PREFIX + form.dataset.keep;
  const status = form.querySelector("[data-keep-status]");
  const key = form.elements.idempotency_key;
  const fresh = key?.value;
  const kept = stored(place);
  // After a refusal the server shows what was sent; that is newer than what lies here.
  if (kept && !form.querySelector(".error-summary")) {
    fill(form, kept.fields);
    if (status) status.textContent = status.dataset.restored;
  }
  form.addEventListener("input", () => {
    if (key) key.value = fresh;
    store(form, place);
  });
  form.addEventListener("submit", (event) => {
    store(form, place);
    if (navigator.onLine) return;
    event.preventDefault();
    if (status) status.textContent = status.dataset.offline;
  });
}

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
if (location.hash === "#saved") {
  for (const done of document.querySelectorAll("[data-kept]")) localStorage.removeItem(PREFIX + done.dataset.kept);
}
