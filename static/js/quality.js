// Keeps the quality panel and the near-duplicate warning true while somebody types: after a pause the form
// is posted to its data-quality-url, and each [data-live] element of the answer takes the place of the
// element with the same id. A failed request changes nothing: the panel is advice.
import { debounce, postForm } from "./live.js";

const PAUSE = 700;

function replaceLive(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of answer.querySelectorAll("[data-live][id]")) {
    const place = document.getElementById(fresh.id);
    // The region itself stays, so that screen readers announce what changed inside it.
    if (place && place.innerHTML !== fresh.innerHTML) place.replaceChildren(...fresh.childNodes);
  }
}

function watch(form) {
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
  }, PAUSE);
  form.addEventListener("input", ask);
}

export function watchQuality(root = document) {
  for (const form of root.querySelectorAll("form[data-quality-url]")) watch(form);
}
