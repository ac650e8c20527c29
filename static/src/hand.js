// Under the hand: keys of line tables, the wheel over numbers, input methods, tabs in sight. Loaded on every page.
(function () {
  "use strict";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // -- input methods: while one composes, its keys are its own ------------------------------------------------
  const COMPOSING = ["Enter", "Escape", "Tab", "ArrowUp", "ArrowDown"];
  window.addEventListener("keydown", function (event) {
    // 229: Safari ends the composition before it tells of the key that ended it.
    if (!(event.isComposing || event.keyCode === 229) || !COMPOSING.includes(event.key)) return;
    event.stopImmediatePropagation();
    if (event.key === "Enter") event.preventDefault();
  }, true);

  // -- the wheel moves the page, never the number under it ------------------------------------------------------
  function scrollerOf(element) {
    for (let each = element.parentElement; each; each = each.parentElement) {
      if (each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
    }
    return document.scrollingElement;
  }
  document.addEventListener("wheel", function (event) {
    const field = event.target.closest?.("input[type=number]");
    if (!field || field !== document.activeElement || event.ctrlKey) return;
    event.preventDefault();
    scrollerOf(field).scrollBy(event.deltaX, event.deltaY);
  }, { passive: false });

  // -- Ctrl+Enter sends the form one is in ----------------------------------------------------------------------
  function save(form) {
    const button = form.querySelector(".btn-primary:not([type=button])") || form.querySelector("button:not([type=button])");
    if (button && !button.disabled) form.requestSubmit(button);
  }

  // -- line tables: Enter goes on, Ctrl+D takes over from above -------------------------------------------------
  const CELL = "input:not([type=hidden]), select, textarea";
  const fieldOf = (element) => element.closest(".ts-wrapper")?.previousElementSibling || element;
  const isOpen = (field) => !field.disabled && !field.readOnly && !field.closest("[hidden]") && !field.closest(".ts-wrapper");
  const cellsOf = (row) => all(CELL, row).filter(isOpen);
  const rowsOf = (table) => all("[data-line-rows] > [data-line]:not(.is-removed)", table);
  const nameOf = (field) => field.name.replace(/^.*-\d+-/, "");
  function enter(field) {
    (field.tomselect?.control_input || field).focus();
    if (!field.tomselect && field.matches("input:not([type=checkbox])")) field.select();
  }

  function goOn(table, field) {
    const row = field.closest("[data-line]"), cells = cellsOf(row);
    const next = cells[cells.indexOf(field) + 1];
    if (next) return enter(next);
    const rows = rowsOf(table), below = rows[rows.indexOf(row) + 1];
    if (below) return enter(cellsOf(below)[0]);
    table.querySelector("[data-line-add]")?.click(); // which puts the hand into the new row
  }

  // A value that a person takes over counts as typed by hand (quote.js leaves such a price alone).
  function tell(field) {
    for (const name of ["input", "change"]) field.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { byHand: true } }));
  }
  function takeOver(source, target) {
    if (target.tomselect && source.tomselect) {
      const value = source.tomselect.getValue();
      if (value) target.tomselect.addOption(source.tomselect.options[value]);
      target.tomselect.setValue(value);
    } else if (target.type === "checkbox") target.checked = source.checked;
    else target.value = source.value;
    tell(target);
  }
  const same = (row, field) => cellsOf(row).find((each) => nameOf(each) === nameOf(field));

  function fillFromAbove(table, field) {
    const rows = rowsOf(table), above = rows[rows.indexOf(field.closest("[data-line]")) - 1];
    if (above) takeOver(same(above, field), field);
  }
  function fillDown(table, field) {
    const rows = rowsOf(table);
    rows.slice(rows.indexOf(field.closest("[data-line]")) + 1).forEach((row) => takeOver(field, same(row, field)));
  }

  document.addEventListener("keydown", function (event) {
    const form = event.target.closest?.("form");
    if (!form) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && ctrl && !event.target.matches("button, a") && form.matches("[data-once]")) {
      event.preventDefault();
      return save(form);
    }
    const table = event.target.closest("[data-lines]");
    if (!table || !event.target.closest("[data-line]") || event.target.matches("button, a, summary")) return;
    const field = fieldOf(event.target);
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      // The type-ahead takes Enter for itself while its list is open; only when it has chosen does the hand go on.
      if (event.defaultPrevented && !(field.tomselect && !field.tomselect.isOpen && field.tomselect.getValue())) return;
      event.preventDefault();
      goOn(table, field);
    } else if (event.key.toLowerCase() === "d" && ctrl) {
      event.preventDefault();
      fillFromAbove(table, field);
    }
  });

  // The button fills the column down from the cell the hand was in last.
  document.addEventListener("focusin", function (event) {
    const table = event.target.closest?.("[data-lines]");
    if (!table || !event.target.closest("[data-line]") || event.target.closest("button")) return;
    table.lastCell = fieldOf(event.target);
    const button = table.querySelector("[data-line-fill]");
    if (button) button.disabled = false;
  });
  document.addEventListener("click", function (event) {
    const table = event.target.closest("[data-line-fill]")?.closest("[data-lines]");
    if (!table?.lastCell?.isConnected || table.lastCell.closest(".is-removed")) return;
    fillDown(table, table.lastCell);
    enter(table.lastCell);
  });

  // -- regions that scroll are reached by keyboard, and only while they scroll ---------------------------------
  const SCROLLING = ".table-responsive, .tabs, .presets, .stepper, .timeline, .calendar-scroll, .board, .modal-body, .sidebar-nav, [data-scrolls]";
  const sizes = new ResizeObserver((entries) => entries.forEach((entry) => reach(entry.target)));
  function reach(box) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    const given = box.hasAttribute("data-reached");
    if (scrolls && !box.hasAttribute("tabindex")) { box.tabIndex = 0; box.setAttribute("data-reached", ""); }
    if (!scrolls && given) { box.removeAttribute("tabindex"); box.removeAttribute("data-reached"); }
  }
  function watch(root) {
    all(SCROLLING, root.parentNode || root).forEach((box) => { sizes.observe(box); reach(box); });
  }

  // -- the open tab is in sight ---------------------------------------------------------------------------------
  function showOpenTab() {
    all(".tabs, .presets").forEach(function (row) {
      const open = row.querySelector(".active");
      if (open) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
    });
  }
  // On a phone a menu lists all tabs; it is made of them when it is opened.
  document.addEventListener("show.bs.dropdown", function (event) {
    if (!event.target.matches("[data-all-tabs]")) return;
    event.target.nextElementSibling.replaceChildren(...all(".tab", event.target.closest(".tabs-bar")).map(function (tab) {
      const entry = tab.cloneNode(true);
      entry.classList.replace("tab", "dropdown-item");
      all("[id]", entry).forEach((part) => part.removeAttribute("id"));
      return entry;
    }));
  });
  document.addEventListener("DOMContentLoaded", () => { watch(document.body); showOpenTab(); });
  document.addEventListener("htmx:load", (event) => { watch(event.detail.elt); showOpenTab(); });
})();
