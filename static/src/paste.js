// Blocks of cells: pasted from Excel into a line table (the server reads them), taken back with Ctrl+Z, walked with arrows.
(function () {
  "use strict";
  const all = (selector, root) => Array.from(root.querySelectorAll(selector));
  const rowsOf = (table) => all("[data-line-rows] > [data-line]:not(.is-removed)", table);
  const fieldsOf = (row) => all("input[name], select[name], textarea[name]", row).filter((each) => !/-(DELETE|id)$/.test(each.name) && each.type !== "hidden");
  const nameOf = (field) => field.name.replace(/^.*-\d+-/, "");
  const fieldOf = (element) => element.closest(".ts-wrapper")?.previousElementSibling || element;
  const named = (row, name) => fieldsOf(row).find((each) => nameOf(each) === name);
  const focus = (field) => (field.tomselect?.control_input || field).focus();
  function tell(field) {
    for (const name of ["input", "change"]) field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { byHand: true } }));
  }
  function put(field, value, option) {
    if (field.tomselect) {
      if (option) field.tomselect.addOption(option);
      field.tomselect.setValue(value);
    } else if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
    tell(field);
  }

  // -- one step back: what stood in the table before a block was pasted or filled down ---------------------------------
  function remember(table) {
    table.undo = {
      rows: rowsOf(table),
      values: rowsOf(table).map((row) => fieldsOf(row).map((field) => [field, field.type === "checkbox" ? field.checked : field.value])),
    };
    const button = table.querySelector("[data-line-undo]");
    if (button) button.disabled = false;
  }
  function takeBack(table) {
    const before = table.undo;
    if (!before) return;
    table.undo = null;
    rowsOf(table).filter((row) => !before.rows.includes(row)).forEach((row) => row.querySelector("[data-line-remove]")?.click());
    before.values.flat().forEach(([field, value]) => {
      const now = field.type === "checkbox" ? field.checked : field.value;
      if (field.isConnected && now !== value) put(field, value);
    });
    all(".paste-remark", table).forEach((each) => each.remove());
    table.querySelector("[data-paste-report]").hidden = true;
    table.querySelector("[data-line-undo]").disabled = true;
  }

  // -- the block goes to the server and comes back as rows -------------------------------------------------------------
  const isEmpty = (row) => fieldsOf(row).every((field) => field.type === "checkbox" || !field.value || field.value === field.defaultValue && !field.matches("select"));
  // A grid whose rows are given (the lines of a plan) takes no more of them: what lies beyond is left, and said.
  function newRow(table) {
    const add = table.querySelector("[data-line-add]");
    if (!add) return null;
    add.click();
    return rowsOf(table).at(-1);
  }
  function remark(row, name, text) {
    const cell = (named(row, name) || fieldsOf(row)[0]).closest("td");
    const note = document.createElement("div");
    note.className = "line-error paste-remark";
    note.textContent = text;
    cell.append(note);
  }
  function report(table, count, reasons, error) {
    const box = table.querySelector("[data-paste-report]");
    box.hidden = false;
    box.className = "lines-pasted notice-line " + (error ? "notice-error" : reasons.length ? "notice-warning" : "notice-success");
    box.textContent = error || `${box.dataset.taken} ${count}` + (reasons.length ? ` · ${box.dataset.left} ${reasons.join(" ")}` : "");
  }
  function take(table, text, field) {
    const form = table.closest("form");
    const data = new FormData(form);
    data.set("pasted_block", text);
    data.set("pasted_at", field ? nameOf(field) : "");
    return fetch(form.getAttribute("action") || location.href, { method: "POST", body: data, headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then((found) => {
        if (found.error) return report(table, 0, [], found.error);
        remember(table);
        const rows = rowsOf(table), reasons = [];
        let at = field ? rows.indexOf(field.closest("[data-line]")) : rows.findIndex(isEmpty);
        if (at < 0) at = rows.length;
        let beyond = 0;
        found.rows.forEach((pasted) => {
          const row = rows[at] || newRow(table);
          if (!row) { beyond += 1; return; }
          rows[at] = row;
          at += 1;
          all(".paste-remark", row).forEach((each) => each.remove());
          const names = Object.keys(pasted.values).sort((one, other) => (other in pasted.options) - (one in pasted.options));
          names.forEach((name) => { const cell = named(row, name); if (cell) put(cell, pasted.values[name], pasted.options[name]); });
          for (const [name, text] of Object.entries(pasted.remarks)) {
            remark(row, name, text);
            reasons.push(`#${rowsOf(table).indexOf(row) + 1} ${text}`);
          }
        });
        if (beyond) reasons.push(`${table.querySelector("[data-paste-report]").dataset.beyond} ${beyond}`);
        report(table, found.rows.length - beyond, reasons);
        if (rows[at - 1]) focus(fieldsOf(rows[at - 1])[0]);
      })
      .catch(() => report(table, 0, [], document.body.dataset.offline || ""));
  }
  document.addEventListener("paste", function (event) {
    const table = event.target.closest?.("[data-lines]");
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!table || !event.target.closest("[data-line]") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    take(table, text, fieldOf(event.target));
  });
  document.addEventListener("click", function (event) {
    const table = event.target.closest?.("[data-lines]");
    if (!table) return;
    const box = table.querySelector("[data-paste-box]");
    if (event.target.closest("[data-line-paste]")) {
      box.hidden = !box.hidden;
      if (!box.hidden) box.querySelector("textarea").focus();
    } else if (event.target.closest("[data-paste-take]")) {
      const words = box.querySelector("textarea");
      if (words.value.trim()) take(table, words.value).then(() => { words.value = ""; box.hidden = true; });
    } else if (event.target.closest("[data-paste-close]")) box.hidden = true;
    else if (event.target.closest("[data-line-undo]")) takeBack(table);
  });
  // Filling down is a block, too: remembered before hand.js does it.
  document.addEventListener("click", function (event) {
    const button = event.target.closest?.("[data-line-fill]");
    if (button && !button.disabled) remember(button.closest("[data-lines]"));
  }, true);

  // -- the order of lines: by drag, or Alt with an arrow; the form sends the places along ------------------------------
  function placed(table) {
    const order = table.querySelector("[data-line-order]");
    const numbers = all("[data-line-rows] > [data-line]", table).map((row) => fieldsOf(row)[0]?.name.match(/-(\d+)-[^-]*$/)?.[1]);
    if (order) order.value = numbers.filter(Boolean).join(",");
    table.dispatchEvent(new Event("input", { bubbles: true }));
  }
  let dragged = null;
  document.addEventListener("dragstart", function (event) {
    const grip = event.target.closest?.("[data-line-grip]");
    if (!grip) return;
    dragged = grip.closest("[data-line]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  document.addEventListener("dragover", function (event) {
    const row = event.target.closest?.("[data-line]");
    if (!dragged || !row || row.parentNode !== dragged.parentNode) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    row.parentNode.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? row : row.nextSibling);
  });
  document.addEventListener("dragend", function () {
    if (dragged) placed(dragged.closest("[data-lines]"));
    dragged = null;
  });
  function moveLine(row, up, hand) {
    const rows = rowsOf(row.closest("[data-lines]")), other = rows[rows.indexOf(row) + (up ? -1 : 1)];
    if (!other) return;
    other[up ? "before" : "after"](row);
    hand.focus();
    row.scrollIntoView({ block: "nearest" });
    placed(row.closest("[data-lines]"));
  }
  document.addEventListener("keydown", function (event) {
    const row = event.target.closest?.("[data-lines] [data-line]");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    moveLine(row, event.key === "ArrowUp", event.target);
  });
  // On a phone there is nothing to drag with a thumb that also scrolls: two buttons in every line.
  document.addEventListener("click", function (event) {
    const button = event.target.closest?.("[data-line-move]");
    if (button) moveLine(button.closest("[data-line]"), button.dataset.lineMove === "up", button);
  });

  // -- arrows go to the same column of the row above or below ------------------------------------------------------------
  document.addEventListener("keydown", function (event) {
    const table = event.target.closest?.("[data-lines]");
    if (!table || !event.target.closest("[data-line]")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && table.undo && !event.shiftKey) {
      event.preventDefault();
      return takeBack(table);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const field = fieldOf(event.target);
    if (!step || event.altKey || event.ctrlKey || field.tomselect?.isOpen || field.matches("textarea, select:not(.tomselected)")) return;
    const rows = rowsOf(table), next = rows[rows.indexOf(field.closest("[data-line]")) + step];
    if (!next) return;
    event.preventDefault();
    const target = named(next, nameOf(field));
    if (target) { focus(target); if (!target.tomselect && target.matches("input:not([type=checkbox])")) target.select(); }
  });
})();
