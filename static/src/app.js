// The little script of every page. No build step, no inline code; everything hangs on data- attributes.
(function () {
  "use strict";
  const texts = document.getElementById("toasts")?.dataset || {};
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // -- light or dark ------------------------------------------------------------------------------------
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    const next = document.documentElement.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    document.documentElement.setAttribute("data-bs-theme", next);
    try { localStorage.setItem("theme", next); } catch (error) { /* storage may be forbidden */ }
    document.dispatchEvent(new Event("themechange"));
  });

  // -- where we are stays in sight: the present stop on a phone, the entry of a long menu ----------------------
  document.addEventListener("DOMContentLoaded", function () {
    const stop = document.querySelector(".stepper [aria-current]"), road = stop?.closest(".stepper");
    if (road) road.scrollLeft = stop.offsetLeft - road.clientWidth / 2 + stop.clientWidth / 2;
    const entry = document.querySelector(".sidebar-link.active"), menu = entry?.closest(".sidebar-nav");
    if (menu && entry.offsetTop > menu.clientHeight - 40) menu.scrollTop = entry.offsetTop - menu.clientHeight / 2;
  });

  // -- groups of the menu stay folded as they were left; the server writes them so, so that nothing jumps -------
  document.addEventListener("toggle", function (event) {
    const group = event.target.closest?.("[data-menu-group]");
    if (!group || event.target !== group) return;
    const kept = (document.cookie.match(/(?:^|; )menu=([^;]*)/) || ["", ""])[1];
    const states = new Map(kept.split(".").filter(Boolean).map((part) => part.split(":")));
    states.set(group.dataset.menuGroup, group.open ? "1" : "0");
    const written = [...states].map((pair) => pair.join(":")).join(".");
    document.cookie = `menu=${written}; path=/; max-age=31536000; SameSite=Lax`;
  }, true);

  // -- what one opened last: kept in this browser, for this person alone, gone when he signs out ----------------
  const OPENED = `opened-${document.body.dataset.person || ""}`, KEPT = 8;
  const opened = function () {
    try { return JSON.parse(localStorage.getItem(OPENED)) || []; } catch (error) { return []; }
  };
  document.addEventListener("DOMContentLoaded", function () {
    const title = document.querySelector(".page-head h1");
    if (!document.body.dataset.person || !title || !/^\/[\w/-]+\/\d+\/$/.test(location.pathname)) return;
    const text = title.textContent.replace(/\s+/g, " ").trim();
    const rest = opened().filter((each) => each.address !== location.pathname);
    const list = [{ address: location.pathname, text }, ...rest].slice(0, KEPT);
    try { localStorage.setItem(OPENED, JSON.stringify(list)); } catch (error) { /* storage may be forbidden */ }
  });
  document.addEventListener("submit", function (event) {
    if (!event.target.matches?.("[data-sign-out]")) return;
    try { localStorage.removeItem(OPENED); } catch (error) { /* storage may be forbidden */ }
  });

  // -- small things: close a message, go back, confirm, rows as links ----------------------------------------
  document.addEventListener("click", function (event) {
    const target = event.target;
    target.closest("[data-dismiss-line]")?.closest(".notice-line").remove();
    if (target.closest("[data-back]")) history.back();
    const asks = target.closest("[data-confirm]");
    if (asks && !window.confirm(asks.dataset.confirm)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const row = target.closest("tr[data-href]");
    if (row && !target.closest("a, button, input, label, summary, .dropdown-menu") && !String(getSelection())) {
      if (event.ctrlKey || event.metaKey) window.open(row.dataset.href); else location.href = row.dataset.href;
    }
  }, true);

  function toast(text) {
    const box = document.getElementById("toasts");
    if (!box || !text) return;
    const line = document.createElement("div");
    line.className = "notice-line notice-error shadow";
    line.setAttribute("role", "alert");
    line.textContent = text;
    box.append(line);
    setTimeout(() => line.remove(), 6000);
  }

  document.addEventListener("toast", (event) => toast(event.detail));

  // -- a person is addressed in a remark by one touch -----------------------------------------------------------
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-mention]"), field = button?.closest("form").querySelector("textarea");
    if (!field) return;
    field.setRangeText(`@${button.dataset.mention} `, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });

  // -- the menu of further acts: on a phone it stands in the bar at the bottom, and below it there is no room --------------
  document.addEventListener("show.bs.dropdown", function (event) {
    const bar = event.target.closest(".action-bar"), more = event.target.closest(".action-more");
    if (bar && more) more.classList.toggle("dropup", getComputedStyle(bar).position === "fixed");
  });

  // -- dialog for actions ------------------------------------------------------------------------------------
  const dialog = document.getElementById("dialog");
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target.id !== "dialog-content") return;
    bootstrap().Modal.getOrCreateInstance(dialog).show();
    const first = dialog.querySelector("[autofocus], .is-invalid, input:not([type=hidden]), select, textarea");
    // The dialog appears at once (no fading), so that nothing takes the focus from who is quick to type.
    if (first) (first.tomselect?.control_input || first).focus();
  });
  const bootstrap = () => window.bootstrap || window.tabler.bootstrap || window.tabler;
  // A 403 that explains itself: a part of a page is shown where it was asked for, a line of text as a toast.
  const isText = (xhr, type) => (xhr.getResponseHeader("Content-Type") || "").startsWith(type);
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status !== 403 || !isText(event.detail.xhr, "text/html")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("htmx:responseError", function (event) {
    const xhr = event.detail.xhr;
    if (xhr.status === 404) return toast(texts.gone);
    toast(xhr.status !== 403 ? texts.failed : isText(xhr, "text/plain") ? xhr.responseText : texts.denied);
  });
  document.addEventListener("htmx:sendError", () => toast(texts.offline));
  // What has come, or failed to, is awaited no longer: readers of the screen hear it, a new filter dims it.
  document.addEventListener("htmx:afterRequest", (event) => event.detail.target?.removeAttribute("aria-busy"));

  // -- filters: no empty parameters in the address -------------------------------------------------------------
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.verb !== "get") return;
    const kept = event.detail.formData || null;
    if (!kept || !event.detail.elt.matches("[data-filter]")) return;
    for (const [name, value] of Array.from(kept.entries())) if (value === "") kept.delete(name);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("form[data-filter]")) all("input, select", event.target).forEach((field) => { if (!field.value) field.disabled = true; });
  });

  // On a phone the filters wait behind a button, so that the rows are seen first.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-filter-toggle]");
    if (button) button.setAttribute("aria-expanded", String(button.closest("form").classList.toggle("is-open")));
  });

  // -- selecting rows ---------------------------------------------------------------------------------------------
  document.addEventListener("change", function (event) {
    const form = event.target.closest("[data-bulk]") || event.target.form?.closest("[data-bulk]");
    if (!form) return;
    // The boxes may stand outside of the form they belong to.
    const boxes = Array.from(form.elements).filter((field) => field.matches("input[name=pk]"));
    if (event.target.matches("[data-select-all]")) boxes.forEach((box) => { box.checked = event.target.checked; });
    const chosen = boxes.filter((box) => box.checked).length;
    const bar = form.querySelector(".bulk-bar");
    if (!bar) return;
    // Who has ticked the whole page is asked whether he means the rows behind it too.
    const beyond = bar.querySelector("[data-bulk-all]");
    const box = beyond && beyond.querySelector("input");
    if (beyond) { beyond.hidden = chosen < boxes.length; if (beyond.hidden) box.checked = false; }
    bar.hidden = !chosen;
    form.querySelector("[data-bulk-count]").textContent = box && box.checked ? box.value : chosen;
  });

  // -- a pencil in the cells that may be changed from the list: under the mouse, in the row the keyboard has come to, and
  // -- without a mouse in the rows with a tick
  const ROWS = "table[data-edit] > tbody > tr", touch = window.matchMedia("(hover: none)");
  let used = null;
  function putPencil(cell) {
    const table = cell.closest("table"), head = table.tHead.rows[0].cells[cell.cellIndex];
    const box = cell.parentElement.querySelector("input[name=pk]");
    if (!head || !head.dataset.field || !box || cell.querySelector(".cell-edit")) return;
    const pencil = document.createElement("button");
    pencil.type = "button";
    pencil.className = "cell-edit";
    pencil.title = texts.edit || "";
    pencil.setAttribute("aria-label", [texts.edit, head.textContent.trim()].filter(Boolean).join(" · "));
    pencil.dataset.address = table.dataset.edit.replace("/0/field/", `/${box.value}/${head.dataset.field}/`);
    cell.append(pencil);
  }
  const putPencils = (row) => all(":scope > td", row).forEach(putPencil);
  const keepsPencils = (row) => row.contains(document.activeElement) || (touch.matches && row.querySelector("input[name=pk]:checked"));
  const takePencils = (rows) => rows.forEach((row) => all(".cell-edit", row).forEach((pencil) => pencil.remove()));
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") return;
    const cell = event.target.closest(`${ROWS} > td`);
    if (cell && cell.querySelector(".cell-edit")) return;
    takePencils(all(ROWS).filter((row) => !keepsPencils(row)));
    if (cell) putPencil(cell);
  });
  document.addEventListener("focusin", function (event) {
    const row = event.target.closest(ROWS);
    if (row && event.target.matches(":focus-visible")) putPencils(row);
  });
  document.addEventListener("focusout", function (event) {
    const row = event.target.closest(ROWS), next = event.relatedTarget;
    if (row && next && !row.contains(next) && !next.closest("#dialog")) setTimeout(() => takePencils([row].filter((each) => !keepsPencils(each))));
  });
  document.addEventListener("change", function (event) {
    const row = event.target.matches("input[name=pk]") && event.target.closest(ROWS);
    if (row && touch.matches) event.target.checked ? putPencils(row) : takePencils([row]);
  });
  document.addEventListener("click", function (event) {
    const pencil = event.target.closest(".cell-edit");
    if (!pencil) return;
    event.stopPropagation();
    used = pencil;
    htmx.ajax("GET", pencil.dataset.address, { target: "#dialog-content", swap: "innerHTML" });
  });
  // Who leaves the dialog without saving goes on where he was.
  dialog?.addEventListener("hidden.bs.modal", function () { if (used?.isConnected) used.focus(); used = null; });

  // -- forms: one click, and a warning before what was typed is lost ---------------------------------------------------
  let dirty = false;
  document.addEventListener("input", (event) => { if (event.target.closest("[data-dirty]")) dirty = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (form.matches("[data-dirty]")) dirty = false;
    if (event.defaultPrevented || !form.matches("[data-once]") || form.hasAttribute("hx-post")) return;
    setTimeout(() => all("button:not([type=button])", form).forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) all("[data-once] button").forEach((button) => { button.disabled = false; }); });
  // Only while the form itself is sent: a form that asks for figures as one types would swallow the click on "Save".
  const sends = (event) => event.detail.elt.matches("[data-once]") && event.detail.requestConfig.triggeringEvent?.type === "submit";
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (!sends(event)) return;
    all("button:not([type=button])", event.detail.elt).forEach((button) => { button.disabled = true; });
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    if (sends(event)) all("button", event.detail.elt).forEach((button) => { button.disabled = false; });
  });

  // Without refreshThrottle: 0 a list opens again over what follows when somebody types and chooses within 300 ms.
  // -- type-ahead ----------------------------------------------------------------------------------------------------
  const said = (text) => `<div class="no-results">${text || ""}</div>`;
  const noResults = { no_results: () => said(texts.none), not_loading: () => said(texts.searching) };
  function sibling(field, name) {
    const own = field.name.match(/^(.*-\d+-)/);
    const form = field.form;
    return (own && form.elements[own[1] + name]) || form.elements[name];
  }
  // A look-up that keeps fills what is empty, or what an earlier choice filled, and leaves what somebody typed.
  function fill(field, values, keeps) {
    for (const [name, given] of Object.entries(values || {})) {
      const other = sibling(field, name);
      const value = given?.value ?? given ?? "";
      if (!other || (keeps && other.value && other.value !== other.dataset.filled)) continue;
      other.dataset.filled = value;
      if (other.tomselect) {
        if (given?.text) other.tomselect.addOption(given);
        other.tomselect.setValue(value);
      } else other.value = value;
      other.dispatchEvent(new Event("input", { bubbles: true }));
      other.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  function lookup(field) {
    const depends = (field.dataset.depends || "").split(" ").filter(Boolean);
    let asked = 0; // what was typed first may be answered last; only the last question counts
    // Enter before the answer waits for it: the list still shows what was asked before, and its first row is another one.
    let answered = "", enters = false;
    const select = new TomSelect(field, {
      valueField: "value", labelField: "text", searchField: [], preload: "focus", loadThrottle: 200, maxOptions: 30,
      placeholder: field.getAttribute("placeholder") || "", dropdownParent: field.closest(".modal") ? null : "body",
      refreshThrottle: 0, shouldLoad: () => true,
      load(_, done) {
        // Asked is what the field says now: the list that is asked for at focus may come after the first letters.
        const text = this.inputValue();
        const query = new URLSearchParams({ q: text });
        depends.forEach((name) => query.set(name, sibling(field, name)?.value || ""));
        this.clearOptions((option) => option.value === this.getValue());
        const number = ++asked;
        const answer = (items) => {
          done(items);
          if (number !== asked) return;
          answered = text;
          if (enters) setTimeout(pressEnter);
          enters = false;
        };
        fetch(`${field.dataset.lookup}?${query}`, { headers: { Accept: "application/json" } })
          .then((response) => response.json()).then((found) => answer(number === asked ? found.items : [])).catch(() => answer());
      },
      render: { ...noResults, option: (item, escape) => `<div>${escape(item.text)}${item.note ? `<small>${escape(item.note)}</small>` : ""}</div>` },
      onBlur() { enters = false; },
      onItemAdd(value) {
        const chosen = this.options[value];
        // What depends on this field is emptied by its change, which comes after; then it is filled.
        if (field.dataset.fills === "no") return; // what is chosen says nothing about the other fields of this form
        if (chosen?.keeps) setTimeout(() => fill(field, chosen.fills, true)); else fill(field, chosen?.fills);
      },
    });
    const pressEnter = () => select.control_input.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }));
    select.control_input.addEventListener("input", () => { enters = false; });
    select.wrapper.addEventListener("keydown", function (event) {
      const typed = select.inputValue();
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !typed || typed === answered) return;
      event.preventDefault();
      event.stopPropagation();
      enters = true;
    }, true);
    depends.forEach((name) => sibling(field, name)?.addEventListener("change", () => { select.clear(); select.clearOptions(); }));
  }
  // Common texts below a field: the chosen one takes the place of an empty field or of the text chosen before, else it is added.
  function offerTexts(field) {
    if (field.dataset.offered || field.disabled) return;
    field.dataset.offered = "1";
    const blocks = JSON.parse(field.dataset.texts);
    const choice = document.createElement("select");
    choice.className = "form-select form-select-sm mt-1 text-choice";
    choice.setAttribute("aria-label", field.dataset.textsLabel);
    [field.dataset.textsLabel, ...blocks].forEach((text, at) => choice.add(new Option(text, at ? text : "")));
    choice.addEventListener("change", function () {
      if (!choice.value) return;
      const replaces = !field.value.trim() || blocks.includes(field.value.trim()) || field.tagName === "INPUT";
      field.value = replaces ? choice.value : `${field.value.trimEnd()}\n${choice.value}`;
      choice.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    field.after(choice);
  }
  function enhance(root) {
    all("select[data-enhance]", root).forEach(function (field) {
      if (field.tomselect || field.closest("template")) return;
      field.setAttribute("aria-hidden", "true"); // the label goes with the field that takes its place
      if (field.dataset.enhance === "lookup") return lookup(field);
      const plugins = field.multiple ? ["remove_button"] : [];
      new TomSelect(field, { plugins, allowEmptyOption: !field.multiple, maxOptions: 500, refreshThrottle: 0, hidePlaceholder: true,
        render: { no_results: noResults.no_results, not_loading: () => null } });
    });
    all("[data-texts]", root).forEach(offerTexts);
    all("[data-lines]", root).forEach(lines);
    all("[data-chart]", root).forEach((box) => document.dispatchEvent(new CustomEvent("chart", { detail: box })));
  }

  // -- line tables -------------------------------------------------------------------------------------------------------
  // Whole cents, rounded half up as the server does: 10.075 is no number of a floating point.
  function cents(...texts) {
    let made = 1n, places = 0;
    for (const text of texts) {
      const found = /^\s*(-?)(\d*)\.?(\d*)\s*$/.exec(/e/i.test(text) ? Number(text).toFixed(6) : text);
      if (!found) return 0n;
      made *= BigInt(found[1] + (found[2] + found[3] || "0"));
      places += found[3].length;
    }
    if (places <= 2) return made * 10n ** BigInt(2 - places);
    const unit = 10n ** BigInt(places - 2);
    return (made + (made < 0n ? -unit : unit) / 2n) / unit;
  }
  const plain = (sum) => (sum < 0n ? "-" : "") + String(sum < 0n ? -sum : sum).padStart(3, "0").replace(/(..)$/, ".$1");
  const yuan = (sum) => "¥" + plain(sum).replace(/\B(?=(\d{3})+\.)/g, ",");
  function lines(table) {
    if (table.dataset.ready) return;
    table.dataset.ready = "1";
    const { prefix, quantity, price, amount, words } = table.dataset;
    const rows = table.querySelector("[data-line-rows]");
    const total = table.querySelector(`[name=${prefix}-TOTAL_FORMS]`);
    const value = (row, name) => row.querySelector(`[name$="-${name}"]`)?.value || "0";
    let timer, wanted = "";
    function reckon() {
      let sum = 0n, place = 0;
      all("[data-line]", rows).forEach(function (row) {
        if (row.classList.contains("is-removed")) return;
        row.querySelector("[data-line-no]").textContent = ++place;
        const made = price ? cents(value(row, quantity), value(row, price)) : cents(value(row, amount));
        const shown = row.querySelector("[data-line-amount]");
        if (shown) shown.textContent = made ? yuan(made) : "—";
        if (price && amount) { const field = row.querySelector(`[name$="-${amount}"]`); if (field) field.value = plain(made); }
        // A line that is only offered beside (an option of a quote) is no part of the total.
        if (row.dataset.beside !== "1") sum += made;
      });
      const target = table.querySelector("[data-total]");
      if (!target) return;
      target.textContent = yuan(sum);
      clearTimeout(timer);
      const asked = wanted = plain(sum);
      timer = setTimeout(() => fetch(`${words}?amount=${asked}`).then((response) => response.json()).then((found) => {
        // A slow answer must not put the words of a former total under the present one.
        if (asked === wanted) table.querySelector("[data-total-words]").textContent = found.words;
      }).catch(() => {}), 250);
    }
    table.addEventListener("input", reckon);
    window.addEventListener("pageshow", reckon); // the browser may put typed values back after the page was built
    table.addEventListener("click", function (event) {
      if (event.target.closest("[data-line-add]")) {
        const html = table.querySelector("[data-line-template]").innerHTML.replaceAll("__prefix__", total.value);
        rows.insertAdjacentHTML("beforeend", html);
        total.value = Number(total.value) + 1;
        enhance(rows.lastElementChild);
        rows.lastElementChild.querySelector("input:not([type=hidden]), select")?.focus();
        reckon();
      }
      const remove = event.target.closest("[data-line-remove]");
      if (remove) {
        const row = remove.closest("[data-line]");
        row.querySelector("[name$=-DELETE]").checked = true;
        row.classList.add("is-removed");
        dirty = true;
        reckon();
      }
    });
    all("[name$=-DELETE]:checked", rows).forEach((box) => box.closest("[data-line]").classList.add("is-removed"));
    reckon();
  }

  // -- search: Ctrl+K, arrows, Enter ---------------------------------------------------------------------------------------
  const search = document.getElementById("search-dialog");
  let shown = "", opensFirst = false; // the words whose hits are listed; Enter came before the hits of what was typed
  function openSearch() {
    if (!search || search.open) return;
    search.showModal();
    search.querySelector("input").select();
    showOpened();
  }
  function showOpened() {
    const results = search.querySelector("#search-results"), list = opened();
    if (search.querySelector("input").value.trim() || !list.length) return;
    const head = Object.assign(document.createElement("div"), { className: "search-group", textContent: results.dataset.opened });
    const hits = list.map((each) => Object.assign(document.createElement("a"), { className: "search-hit", href: each.address, textContent: each.text }));
    results.replaceChildren(head, ...hits);
  }
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); openSearch(); }
    if (!search?.open) return;
    const hits = all(".search-hit", search), here = hits.findIndex((hit) => hit.classList.contains("active"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? Math.min(here + 1, hits.length - 1) : Math.max(here - 1, 0);
      hits.forEach((hit, index) => hit.classList.toggle("active", index === next));
      hits[next]?.scrollIntoView({ block: "nearest" });
    }
    if (event.key !== "Enter") return;
    const typed = search.querySelector("input").value;
    opensFirst = Boolean(typed.trim()) && typed !== shown;
    if (opensFirst) event.preventDefault();
    else if (hits.length) { event.preventDefault(); location.href = (hits[here] || hits[0]).href; }
  });
  search?.addEventListener("input", () => { opensFirst = false; });
  search?.addEventListener("htmx:beforeRequest", function () { search.asked = search.querySelector("input").value; });
  search?.addEventListener("htmx:afterSwap", function () {
    shown = search.asked;
    showOpened();
    const first = search.querySelector(".search-hit.active, .search-hit");
    if (opensFirst && first) location.href = first.href;
    opensFirst = false;
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-open-search]")) openSearch();
    if (event.target.closest("[data-close-search]") || event.target === search) search.close();
  });

  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
  document.addEventListener("DOMContentLoaded", () => enhance(document));
  if (document.readyState !== "loading") enhance(document);
})();

// Clocks of complaints: the server writes words and colour, this keeps them going while the page is open.
(function () {
  "use strict";
  const spoken = (forms, number) => (number === 1 ? forms[0] : forms[1].replace("2", String(number)));
  function span(milliseconds, words) {
    const all = Math.max(Math.floor(milliseconds / 60000), 0), days = Math.floor(all / 1440), hours = Math.floor(all / 60);
    const minutes = all % 60, both = (first, second) => [first, second].filter(Boolean).join(" ");
    if (days >= 2) return both(spoken(words.day, days), hours % 24 ? spoken(words.hour, hours - days * 24) : "");
    if (hours) return both(spoken(words.hour, hours), minutes ? spoken(words.minute, minutes) : "");
    return spoken(words.minute, minutes);
  }
  function tick() {
    document.querySelectorAll("[data-clock]").forEach(function (clock) {
      const words = JSON.parse(clock.dataset.clock), now = Date.now(), deadline = Date.parse(words.deadline), received = Date.parse(words.received);
      const late = now > deadline, tone = late ? "bad" : now >= Date.parse(words.half) ? "warn" : "info";
      clock.className = clock.className.replace(/clock-(bad|warn|info)/, `clock-${tone}`);
      clock.querySelector(".clock-words").textContent = (late ? words.over : words.left).replace("%(time)s", span(Math.abs(deadline - now), words));
      clock.querySelector(".clock-bar span").style.width = `${Math.round(Math.min(Math.max((now - received) / (deadline - received), 0), 1) * 100)}%`;
    });
  }
  tick();
  setInterval(tick, 20000);
  document.addEventListener("htmx:load", tick);
})();
