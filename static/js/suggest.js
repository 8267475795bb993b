// Suggestions under a search box, as a combobox with a list (WAI-ARIA Authoring Practices):
// <input type="search" data-suggest-url="…"> asks for "…?q=" a moment after the last key. Arrows move,
// Enter takes, Escape closes; an option's data-value is searched for, its data-href opened. Without
// this script, or when an answer fails, the box is a plain form.

const PAUSE = 180;
const KEPT = 50;

function listFor(input) {
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  return list;
}

function statusFor() {
  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  return status;
}

function attach(input) {
  const list = listFor(input);
  const status = statusFor();
  const answers = new Map();
  let timer;
  let running;
  let active = -1;

  input.form.classList.add("has-suggestions");
  input.form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  function mark(number) {
    active = number;
    for (const [place, option] of options().entries()) option.setAttribute("aria-selected", String(place === number));
    const option = options()[number];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function show(html) {
    const answer = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    list.replaceChildren(...(answer?.childNodes ?? []));
    for (const [place, option] of options().entries()) option.id = `${list.id}-${place}`;
    status.textContent = answer?.dataset.said ?? "";
    list.hidden = options().length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  async function ask() {
    const typed = input.value.trim();
    running?.abort();
    if (!typed) return close();
    try {
      if (!answers.has(typed)) {
        running = new AbortController();
        const address = new URL(input.dataset.suggestUrl, location.href);
        address.searchParams.set("q", typed);
        const response = await fetch(address, { credentials: "same-origin", signal: running.signal });
        if (!response.ok) return close();
        if (answers.size >= KEPT) answers.clear();
        answers.set(typed, await response.text());
      }
      if (document.activeElement === input && input.value.trim() === typed) show(answers.get(typed));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function take(option) {
    if (option.dataset.href) {
      location.assign(option.dataset.href);
      return;
    }
    input.value = option.dataset.value;
    close();
    input.form.requestSubmit();
  }

  // While an input method is composing, its own window stands there and its keys are its own.
  input.addEventListener("input", (event) => {
    if (!event.isComposing) later();
  });
  input.addEventListener("compositionend", later);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) ask();
      else if (event.key === "ArrowDown") mark(active + 1 < count ? active + 1 : -1);
      else mark(active >= 0 ? active - 1 : count - 1);
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      take(options()[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // Not "click": pressing would first take the cursor out of the box and close the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

for (const input of document.querySelectorAll("input[data-suggest-url]")) attach(input);
