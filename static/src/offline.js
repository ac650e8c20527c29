// The program on the screen of a phone: without a connection a page says so instead of the browser's own.
(function () {
  "use strict";
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  // This page is the answer to what could not be sent: those drafts are none that arrived.
  const waits = document.querySelector("[data-try-again]");
  try {
    for (const key of waits ? Object.keys(localStorage).filter((each) => each.startsWith("draft-")) : []) {
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), sent: false }));
    }
  } catch (error) { /* storage may be forbidden */ }
  document.addEventListener("click", (event) => { if (event.target.closest("[data-try-again]")) location.reload(); });
})();
