// Copies the text of a field: <button data-copy="id of the field" data-done="Copied">.
(function () {
  "use strict";
  function old(field) { field.focus(); field.select(); document.execCommand("copy"); }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    // Without HTTPS browsers offer no clipboard; selecting works everywhere.
    try { await navigator.clipboard.writeText(field.value); } catch { old(field); }
    button.querySelector("span").textContent = button.dataset.done;
  });
})();
