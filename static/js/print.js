// Shows the print buttons and lets them print.

export function watchPrint(root = document) {
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
