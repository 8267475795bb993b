// Saves a draft while somebody types. The form's data-autosave-url answers POST with
// {"version": n, "idempotency_key": "...", "message": "已保存 10:32"}; the new version and key go into the
// form's hidden fields. On 409 the message is shown and saving stops, so that nothing is overwritten.
// A [data-autosave-status] element of the form shows the message.
import { debounce, postForm } from "./live.js";

const PAUSE = 5000;

function take(form, answer) {
  for (const name of ["version", "idempotency_key"]) {
    const field = form.elements[name];
    if (field && answer[name] !== undefined) field.value = answer[name];
  }
}

function watch(form) {
  const status = form.querySelector("[data-autosave-status]");
  let stopped = false;
  const save = debounce(async () => {
    if (stopped) return;
    try {
      const response = await postForm(form, form.dataset.autosaveUrl);
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (response.ok) take(form, answer);
      else if (response.status === 409) stopped = true;
      if (status && answer.message) status.textContent = answer.message;
    } catch (error) {
      console.info("autosave", error.message);
    }
  }, PAUSE);
  form.addEventListener("input", save);
  form.addEventListener("submit", () => { stopped = true; });
}

export function watchAutosave(root = document) {
  for (const form of root.querySelectorAll("form[data-autosave-url]")) watch(form);
}
