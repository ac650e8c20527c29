// What was typed into a form and not sent is kept on this device, for this person alone, until it is sent, thrown away, or he
// signs out: a connection that breaks off, a telephone that closes the browser, cost nobody his words.
(function () {
  "use strict";
  const form = document.querySelector("form[data-dirty]");
  const texts = document.getElementById("toasts")?.dataset || {};
  const person = document.body.dataset.person;
  const MINE = `draft-${person}-`, DAYS = 7;
  const SKIPPED = ["csrfmiddlewaretoken", "form_token", "opened_at"];
  const storage = (use) => { try { return use(localStorage); } catch (error) { return null; } };
  const keyOf = (path) => MINE + path;
  const mine = () => storage((kept) => Object.keys(kept).filter((key) => key.startsWith(MINE))) || [];
  const read = (key) => storage((kept) => JSON.parse(kept.getItem(key)));
  const drop = (key) => storage((kept) => kept.removeItem(key));

  let leaves = false; // nothing is kept any more
  document.addEventListener("submit", function (event) {
    if (!event.target.matches?.("[data-sign-out]")) return;
    mine().forEach(drop);
    leaves = true;
  });
  if (!person) return;

  // A draft that was sent is done as soon as the answer is another page; an old one is nobody's any more.
  for (const key of mine()) {
    const draft = read(key);
    const isHere = key === keyOf(location.pathname);
    if (!draft || Date.now() - draft.at > DAYS * 86400000 || (draft.sent && !(isHere && form))) drop(key);
  }
  if (!form) return;

  const key = keyOf(location.pathname);
  const draft = read(key);
  const values = function () {
    const kept = [];
    for (const field of form.elements) {
      if (!field.name || SKIPPED.includes(field.name) || ["file", "password", "submit", "button"].includes(field.type)) continue;
      if (["checkbox", "radio"].includes(field.type)) kept.push([field.name, field.value, field.checked]);
      else if (field.multiple) kept.push([field.name, Array.from(field.selectedOptions, (one) => [one.value, one.text])]);
      else kept.push([field.name, field.value, field.tagName === "SELECT" ? field.selectedOptions[0]?.text || "" : undefined]);
    }
    return kept;
  };
  const before = JSON.stringify(values());
  let timer = 0;
  const keep = function (sent) {
    clearTimeout(timer);
    timer = 0;
    const now = values();
    if (leaves || (JSON.stringify(now) === before && !sent)) return;
    const opened = form.elements.opened_at?.value, lines = form.querySelectorAll("[data-line]").length;
    storage((kept) => kept.setItem(key, JSON.stringify({ at: Date.now(), sent, opened, lines, values: now })));
  };
  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(keep, 600, false); });
  form.addEventListener("change", function () { clearTimeout(timer); timer = setTimeout(keep, 600, false); });
  window.addEventListener("pagehide", () => { if (timer) keep(Boolean(form.dataset.sent)); });
  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) { // the page with all that was typed stays where it is
      event.preventDefault();
      event.stopImmediatePropagation();
      keep(false);
      document.dispatchEvent(new CustomEvent("toast", { detail: texts.kept }));
      return;
    }
    form.dataset.sent = "1";
    keep(true);
  }, true);

  function put(field, kept) {
    const [, value, more] = kept;
    if (["checkbox", "radio"].includes(field.type)) { field.checked = more; return; }
    if (Array.isArray(value)) {
      for (const [one, text] of value) if (field.tomselect) field.tomselect.addOption({ value: one, text });
      const chosen = value.map(([one]) => one);
      if (field.tomselect) field.tomselect.setValue(chosen);
      else Array.from(field.options).forEach((one) => { one.selected = chosen.includes(one.value); });
      return;
    }
    if (field.tomselect) {
      if (value) field.tomselect.addOption({ value, text: more || value });
      field.tomselect.setValue(value, true);
    } else field.value = value;
  }
  function takeOver() {
    const add = form.querySelector("[data-line-add]");
    for (let missing = draft.lines - form.querySelectorAll("[data-line]").length; add && missing > 0; missing--) add.click();
    for (const kept of draft.values) {
      const fields = Array.from(form.querySelectorAll(`[name="${CSS.escape(kept[0])}"]`));
      const field = ["checkbox", "radio"].includes(fields[0]?.type) ? fields.find((each) => each.value === kept[1]) : fields[0];
      if (field && !field.name.endsWith("_FORMS")) put(field, kept);
    }
    // The server compares with what the draft began from: what somebody else saved since then is not written over unseen.
    if (draft.opened && form.elements.opened_at) form.elements.opened_at.value = draft.opened;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function offer() {
    const line = document.createElement("div");
    line.className = "notice-line notice-info draft-offer";
    line.setAttribute("role", "status");
    // 2026-12-01 18:23, as everywhere else.
    const time = new Date(draft.at).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
    const words = Object.assign(document.createElement("div"), { className: "flex-fill", textContent: texts.draft.replace("{time}", time) });
    const button = (label, css, act) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: `btn btn-sm ${css}`, textContent: label });
      made.addEventListener("click", () => { act(); line.remove(); });
      return made;
    };
    line.append(words, button(texts.takeOver, "btn-primary", takeOver), button(texts.throwAway, "", () => drop(key)));
    form.before(line);
  }
  // A page that answers with the form has what was typed in it already.
  if (draft && !form.querySelector(".is-invalid, .notice-error") && JSON.stringify(draft.values) !== before) offer();
})();
