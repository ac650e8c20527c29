// An expense claim while it is typed: what the budget has left beside each line, and the QR code of a photographed voucher.
(function () {
  "use strict";
  const left = document.querySelector("[data-budget-left]"), table = document.querySelector("[data-lines]");
  if (!left || !table) return;
  const cents = (text) => Math.round(Number(text || 0) * 100) || 0;
  const yuan = (sum) => (sum < 0 ? "-" : "") + "¥" + (Math.abs(sum) / 100).toLocaleString("en", { minimumFractionDigits: 2 });
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const rows = () => [...table.querySelectorAll("[data-line-rows] [data-line]")].filter((row) => !row.classList.contains("is-removed"));

  function noteOf(row) {
    const cell = field(row, "amount").closest("td");
    return cell.querySelector(".line-left") || cell.appendChild(Object.assign(document.createElement("div"), { className: "line-left" }));
  }
  function reckon() {
    const remaining = {};
    left.querySelectorAll("[data-category]").forEach((each) => { remaining[each.dataset.category] = cents(each.dataset.left); });
    const counted = rows().filter((row) => (field(row, "date").value || left.dataset.budgetLeft).startsWith(left.dataset.budgetLeft));
    counted.forEach((row) => { remaining[field(row, "category").value] -= cents(field(row, "amount").value); });
    rows().forEach(function (row) {
      const category = field(row, "category").value, note = noteOf(row), rest = remaining[category];
      const says = counted.includes(row) && category;
      note.textContent = says ? `${rest < 0 ? left.dataset.over : left.dataset.words} ${yuan(Math.abs(rest))}` : "";
      note.classList.toggle("tone-bad", says && rest < 0);
    });
    left.querySelectorAll("[data-category]").forEach(function (each) {
      const rest = remaining[each.dataset.category], shown = each.querySelector("dd");
      shown.textContent = yuan(rest);
      shown.classList.toggle("tone-bad", rest < 0);
    });
  }
  for (const name of ["input", "change"]) table.addEventListener(name, reckon);
  table.addEventListener("click", () => setTimeout(reckon));
  window.addEventListener("pageshow", reckon);
  reckon();

  // Where the browser reads codes, a photo of an e-invoice fills in what its code says; a text typed before stays.
  async function readCode(input) {
    const code = field(input.closest("[data-line]"), "code"), file = input.files[0];
    if (!code || code.value || !file || !file.type.startsWith("image/") || !("BarcodeDetector" in window)) return;
    try {
      const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
      const text = found.map((each) => each.rawValue).find((each) => each.startsWith("01,"));
      if (text && !code.value) code.value = text;
    } catch (error) {
      // a picture without a code says nothing; number, day and amount are typed
    }
  }
  table.addEventListener("change", (event) => { if (event.target.type === "file") readCode(event.target); });
})();
