// Visits: the place at check-in, the preferences of the customer that was chosen, the person of the calendar.
(() => {
  "use strict";

  const LOCATE_MS = 8000;

  // A check-in without a place is better than none: whatever the phone refuses, the form goes out.
  document.querySelectorAll("form[data-check-in]").forEach((form) => {
    let located = false;
    form.addEventListener("submit", (event) => {
      if (located || !navigator.geolocation) return;
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      button.querySelector("span").textContent = form.dataset.locating;
      const send = (position) => {
        if (position) {
          form.latitude.value = position.coords.latitude.toFixed(6);
          form.longitude.value = position.coords.longitude.toFixed(6);
          form.accuracy.value = Math.round(position.coords.accuracy);
        }
        located = true;
        button.disabled = false;
        form.requestSubmit();
      };
      navigator.geolocation.getCurrentPosition(send, () => send(null), { enableHighAccuracy: true, timeout: LOCATE_MS, maximumAge: 60000 });
    });
  });

  // The preferences beside a form follow the customer.
  const slot = document.querySelector("[data-preferences]");
  const customer = document.querySelector("form.document-form [name=customer]");
  if (slot && customer) {
    customer.addEventListener("change", async () => {
      slot.replaceChildren();
      if (!customer.value) return;
      const answer = await fetch(slot.dataset.url.replace("/0/", `/${customer.value}/`), { headers: { "HX-Request": "true" } });
      if (answer.ok) slot.innerHTML = await answer.text();
    });
  }

  document.querySelectorAll("[data-submit-on-change]").forEach((field) => field.addEventListener("change", () => field.form.requestSubmit()));
})();
