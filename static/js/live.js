// What a form does while somebody types.
//
// data-quality-url: after a pause the form is posted there, and each [data-live] element of the answer takes
// the place of the element with the same id (quality panel, near-duplicate warning, what a need
// finds so far). A failed request changes nothing: the panel is advice.
//
// data-autosave-url: the draft is saved. The answer is {"version": n, "idempotency_key": "...",
// "message": "..."}; version and key go into the hidden fields, the message into [data-autosave-status].
// After a 409 saving stops, so that nothing is overwritten.

const QUALITY_PAUSE = 700;
const SAVE_PAUSE = 5000;

/** Calls `run` once, `milliseconds` after the last of a burst of calls. */
function debounce(run, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

/** Posts the form's fields (files left out) to `url`; resolves to the Response. */
function postForm(form, url, signal) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(data),
    credentials: "same-origin",
    headers: { "X-CSRFToken": String(data.get("csrf_token") ?? ""), "X-Requested-With": "fetch" },
    signal,
  });
}

function replaceLive(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of answer.querySelectorAll("[data-live][id]")) {
    const place = document.getElementById(fresh.id);
    // The region itself stays, so that screen readers announce what changed inside it.
    if (place && place.innerHTML !== fresh.innerHTML) place.replaceChildren(...fresh.childNodes);
  }
}

function watchQuality(form) {
  let running;
  const ask = debounce(async () => {
    running?.abort();
    running = new AbortController();
    try {
      const response = await postForm(form, form.dataset.qualityUrl, running.signal);
      if (response.ok) replaceLive(await response.text());
    } catch (error) {
      if (error.name !== "AbortError") console.info("quality", error.message);
    }
  }, QUALITY_PAUSE);
  form.addEventListener("input", ask);
}

function take(form, answer) {
  for (const name of ["version", "idempotency_key"]) {
    const field = form.elements[name];
    if (field && answer[name] !== undefined) field.value = answer[name];
  }
}

function watchDraft(form) {
  const status = form.querySelector("[data-autosave-status]");
  let stopped = false;
  let running = null;
  const send = async () => {
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
  };
  form.addEventListener("input", debounce(() => {
    running = Promise.resolve(running).then(send);
  }, SAVE_PAUSE));
  form.addEventListener("submit", async (event) => {
    stopped = true;
    if (!running) return;
    // A save under way will raise the version: wait for it, or the form would be refused as stale.
    event.preventDefault();
    const saved = running;
    running = null;
    await saved;
    form.requestSubmit(event.submitter);
  });
}

for (const form of document.querySelectorAll("form[data-quality-url]")) watchQuality(form);
for (const form of document.querySelectorAll("form[data-autosave-url]")) watchDraft(form);
