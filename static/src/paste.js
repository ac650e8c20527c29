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
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const optionOf = (field) => field.tomselect?.options[field.value];
  function put(field, value, option) {
    byProgram = true; // what a type-ahead tells while it is filled here is no choice of a person
    if (field.tomselect) {
      if (option) field.tomselect.addOption(option);
      field.tomselect.setValue(value);
    } else if (field.type === "checkbox") field.checked = Boolean(value);
    else field.value = value;
    byProgram = false;
    tell(field);
  }

  // -- steps back: a block that was pasted, a column filled, a cell taken from above, a cell typed -----------------------
  const MOST_STEPS = 50;
  const known = new WeakMap(); // what stood in a cell when the hand came to it
  let byProgram = false;
  function push(table, values) {
    const step = { values, added: [] };
    table.steps = [...(table.steps || []), step].slice(-MOST_STEPS);
    const button = table.querySelector("[data-line-undo]");
    if (button) button.disabled = false;
    return step;
  }
  const asItStands = (row) => fieldsOf(row).map((field) => [field, valueOf(field), optionOf(field)]);
  const remember = (table) => push(table, rowsOf(table).flatMap(asItStands));
  function goBack(table, step) {
    const added = step.added.filter((row) => row.isConnected && !row.classList.contains("is-removed"));
    added.forEach((row) => row.querySelector("[data-line-remove]")?.click());
    let changed = added.length > 0;
    for (const [field, value, option] of step.values) {
      if (!field.isConnected || valueOf(field) === value) continue;
      put(field, value, option);
      changed = true;
    }
    if (step.pasted) {
      all(".paste-remark", table).forEach((each) => each.remove());
      table.querySelector("[data-paste-report]").hidden = true;
    }
    return changed || step.pasted;
  }
  function takeBack(table) {
    while (table.steps?.length && !goBack(table, table.steps.pop()));
    table.querySelector("[data-line-undo]").disabled = !table.steps?.length;
    const last = rowsOf(table).at(-1);
    if (last && (document.activeElement === document.body || document.activeElement.closest(".is-removed"))) focus(fieldsOf(last)[0]);
  }
  document.addEventListener("focusin", function (event) {
    const field = event.target.closest?.("[data-lines] [data-line]") && fieldOf(event.target);
    if (field?.name) known.set(field, valueOf(field));
  }, true);
  // Before others answer the change: a choice fills the cells beside it, and they go back with it.
  document.addEventListener("change", function (event) {
    const field = event.target, row = field.closest?.("[data-lines] [data-line]"), before = known.get(field), now = valueOf(field);
    if (!row || !known.has(field)) return;
    known.set(field, now);
    if (byProgram || event.detail?.byHand || before === now) return;
    const beside = field.tomselect ? asItStands(row).filter(([each]) => each !== field) : [];
    push(row.closest("[data-lines]"), [[field, before, field.tomselect?.options[before]], ...beside]);
  }, true);
  // While a cell is being typed, its own typing is what Ctrl+Z takes back.
  const isTyped = (field) => (field.tomselect ? Boolean(field.tomselect.control_input.value) : known.has(field) && known.get(field) !== valueOf(field));

  // -- the block goes to the server and comes back as rows -------------------------------------------------------------
  // A row in which nothing stands but what a new row brings along.
  function isEmpty(row) {
    const made = row.closest("[data-lines]").querySelector("[data-line-template]")?.content;
    const isNew = (field) => valueOf(field) === valueOf(made?.querySelector(`[name$="-${nameOf(field)}"]`) || { type: "", value: field.defaultValue });
    return fieldsOf(row).every((field) => field.type === "checkbox" || !field.value || isNew(field));
  }
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
        const step = Object.assign(remember(table), { pasted: true });
        const rows = rowsOf(table), reasons = [];
        let at = field ? rows.indexOf(field.closest("[data-line]")) : rows.findIndex(isEmpty);
        if (at < 0) at = rows.length;
        let beyond = 0;
        found.rows.forEach((pasted) => {
          const row = rows[at] || newRow(table);
          if (!row) { beyond += 1; return; }
          if (!rows[at]) step.added.push(row);
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
  // Filling down and taking over from above are steps, too: remembered before hand.js does them.
  document.addEventListener("click", function (event) {
    const button = event.target.closest?.("[data-line-fill]");
    if (button && !button.disabled) remember(button.closest("[data-lines]"));
  }, true);
  document.addEventListener("keydown", function (event) {
    const table = event.target.closest?.("[data-lines]");
    if (!table || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "d" || !event.target.closest("[data-line]")) return;
    remember(table);
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
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey) {
      if (!table.steps?.length || isTyped(fieldOf(event.target))) return;
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
