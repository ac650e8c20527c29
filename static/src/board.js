// A board: cards are dragged to the columns that their data-moves allow; what has to be asked is asked in the dialog.
(function () {
  "use strict";
  let card = null;
  const moves = () => JSON.parse(card.dataset.moves || "{}");
  const columns = () => Array.from(document.querySelectorAll("[data-column]"));

  // An act leads back to the board: it opens where it was left, which matters on a phone.
  const board = () => document.querySelector("[data-board]"), place = "board" + location.pathname;
  if (board()) board().scrollLeft = Number(sessionStorage.getItem(place) || 0);
  window.addEventListener("pagehide", function () { if (board()) sessionStorage.setItem(place, board().scrollLeft); });

  document.addEventListener("dragstart", function (event) {
    card = event.target.closest?.("[data-card][draggable=true]");
    if (!card) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    card.classList.add("is-moving");
    card.closest("[data-board]").classList.add("is-dragging");
    columns().forEach(function (column) {
      column.classList.toggle("is-allowed", column.dataset.column in moves());
      column.classList.toggle("is-from", column.contains(card));
    });
  });
  document.addEventListener("dragover", function (event) {
    const column = card && event.target.closest?.("[data-column].is-allowed");
    columns().forEach((each) => each.classList.toggle("is-over", each === column));
    if (column) { event.preventDefault(); event.dataTransfer.dropEffect = "move"; }
  });
  document.addEventListener("drop", function (event) {
    const column = card && event.target.closest?.("[data-column].is-allowed");
    if (!column) return;
    event.preventDefault();
    htmx.ajax("GET", moves()[column.dataset.column], { target: "#dialog-content" });
  });
  document.addEventListener("dragend", function () {
    if (!card) return;
    card.classList.remove("is-moving");
    document.querySelector("[data-board]")?.classList.remove("is-dragging");
    columns().forEach((column) => column.classList.remove("is-allowed", "is-from", "is-over"));
    card = null;
  });
})();
