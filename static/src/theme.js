// Light or dark before the first paint: the person's choice, else the system's.
(function () {
  var stored = null;
  try { stored = localStorage.getItem("theme"); } catch (error) { /* storage may be forbidden */ }
  var dark = stored ? stored === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
