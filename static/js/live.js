// What quality.js and autosave.js share: a quiet wait, and sending a form without leaving the page.

/** Calls `run` once, `milliseconds` after the last of a burst of calls. */
export function debounce(run, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, milliseconds);
  };
}

/** Posts the form's fields (files left out) to `url`; resolves to the Response. */
export function postForm(form, url, signal) {
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
