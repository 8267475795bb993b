// Shows how many characters a field holds: <span data-counter="<field id>" data-max data-text>, data-text
// with {n} and {max}. Nothing is cut off; beyond the limit the count turns bold and the server refuses.

function update(span, field) {
  // Line breaks count once, as the server counts them after normalising.
  const length = [...field.value].length;
  span.textContent = span.dataset.text.replace("{n}", length).replace("{max}", span.dataset.max);
  span.classList.toggle("over-limit", length > Number(span.dataset.max));
}

const refresh = (field) => {
  const span = field.id && document.querySelector(`[data-counter="${CSS.escape(field.id)}"]`);
  if (span) update(span, field);
};
document.addEventListener("input", (event) => refresh(event.target));
for (const span of document.querySelectorAll("[data-counter]")) {
  const field = document.getElementById(span.dataset.counter);
  if (field?.value) update(span, field);
}
