// A quote while it is typed: the server finds every line's price and says how the typed one stands to it.
(function () {
  "use strict";
  const box = document.querySelector("[data-quote-preview]");
  if (!box) return;
  const texts = box.dataset;
  const form = box.closest("form");
  const table = form.querySelector("[data-lines]");
  const refusal = document.querySelector("[data-quote-refusal]");
  const yuan = (text) => "¥" + Number(text).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
  const rows = () => [...table.querySelectorAll("[data-line-rows] [data-line]")].filter((row) => !row.classList.contains("is-removed"));
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  let timer, asked = 0;

  // Before the totals are added up: what is optional or an alternative is not in them.
  function mark() {
    rows().forEach(function (row) {
      const beside = (field(row, "kind")?.value || "firm") !== "firm";
      row.dataset.beside = beside ? "1" : "";
      row.classList.toggle("is-beside", beside);
    });
  }
  for (const name of ["input", "change"]) form.addEventListener(name, mark, true);
  window.addEventListener("pageshow", mark, true);
  mark();
  table.dispatchEvent(new Event("input"));

  function ask() {
    asked += 1; // the answer that is on its way belongs to what stood here before
    clearTimeout(timer);
    timer = setTimeout(send, 200);
  }

  function send() {
    const number = ++asked, shown = rows();
    const sent = ["product", "quantity", "price", "tax_rate", "kind", "section"];
    const lines = shown.map((row) => Object.fromEntries(sent.map((name) => [name, field(row, name)?.value || ""])));
    fetch(texts.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ customer: form.elements.customer?.value || "", lines }),
    }).then((answer) => (answer.ok ? answer.json() : null)).then((found) => {
      if (!found || number !== asked) return;
      let changed = false;
      shown.forEach((row, index) => { changed = show(row, found.lines[index] || {}) || changed; });
      showTotals(found);
      showRefusal(found);
      if (changed) { table.dispatchEvent(new Event("input", { bubbles: true })); ask(); }
    }).catch(() => {});
  }

  // The price follows the rules until somebody types one; what was typed is judged, never overwritten.
  function show(row, line) {
    const price = field(row, "price");
    let changed = false;
    if (line.price && row.dataset.typed !== "1" && Number(price.value) !== Number(line.price)) {
      price.value = line.price;
      changed = true;
    }
    let state = row.querySelector("[data-price-state]");
    if (!state) {
      state = document.createElement("div");
      state.dataset.priceState = "";
      state.className = "price-state";
      price.closest("td").append(state);
    }
    state.replaceChildren();
    if (!line.status && line.price === undefined) return changed;
    const special = line.status === "special";
    if (!changed && line.status) {
      add(state, "tag tag-" + (special ? "warn" : "good"), special ? texts.special : line.source || texts.conforming);
    }
    if (line.price === "") add(state, "tone-muted", texts.noPrice);
    if (special && line.price) {
      if (line.discount) add(state, "tone-warn", (Number(line.discount) > 0 ? "−" : "+") + Math.abs(Number(line.discount)) + "%");
      const use = add(state, "btn btn-link btn-sm p-0", `${texts.use} ${yuan(line.price)}`, "button");
      use.type = "button";
      use.addEventListener("click", () => { delete row.dataset.typed; ask(); });
    }
    if (line.paid) add(state, "tone-muted", `${texts.paid} ${yuan(line.paid)} · ${line.paid_on} · ${line.paid_in}`);
    if (line.margin !== undefined) add(state, line.loss ? "tone-bad" : "tone-muted", `${texts.margin} ${line.margin}%`);
    return changed;
  }

  function add(parent, css, text, tag = "span") {
    const made = document.createElement(tag);
    made.className = css;
    made.textContent = text;
    parent.append(made);
    return made;
  }

  function showTotals(found) {
    const total = table.querySelector(".lines-total");
    let split = total.querySelector("[data-tax-split]");
    if (!split) {
      split = add(total, "tone-muted", "");
      split.dataset.taxSplit = "";
    }
    const parts = (found.sections || []).map((each) => `${each.name} ${yuan(each.gross)}`).join(" · ");
    split.textContent = (parts ? parts + " · " : "") + `${texts.net} ${yuan(found.net)} · ${texts.tax} ${yuan(found.tax)}`;
  }

  // What the page says already, because the form was sent and refused, is not said a second time.
  const isSaid = (text) => Array.from(document.querySelectorAll(".notice-error:not([data-quote-refusal])")).some((each) => each.textContent.includes(text));
  function showRefusal(found) {
    refusal.hidden = !found.refusal || isSaid(found.refusal);
    const text = refusal.querySelector("div");
    text.textContent = found.refusal ? found.refusal + " " : "";
    if (found.link) { const link = add(text, "alert-link", texts.open, "a"); link.href = found.link; }
  }

  // Only a person's own typing is trusted; the type-ahead that fills a row is not.
  table.addEventListener("input", function (event) {
    const row = event.target.closest?.("[data-line]");
    if (row && (event.isTrusted || event.detail?.byHand) && event.target.name?.endsWith("-price")) {
      if (event.target.value) row.dataset.typed = "1"; else delete row.dataset.typed;
    }
    if (row) ask();
  });
  table.addEventListener("change", function (event) {
    const row = event.target.closest?.("[data-line]");
    if (row && event.target.name?.endsWith("-product")) { delete row.dataset.typed; }
    if (row) ask();
  });
  table.addEventListener("click", (event) => { if (event.target.closest("[data-line-add], [data-line-remove]")) ask(); });
  form.addEventListener("change", (event) => { if (event.target.name === "customer") ask(); });
  // Prices that were saved or came back with an error are somebody's decision.
  rows().forEach((row) => { if (field(row, "price")?.value) row.dataset.typed = "1"; });
  ask();
})();
