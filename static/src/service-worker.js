// Nothing a person sees is kept here: only the page that says there is no connection, and what it needs to look right.
"use strict";
const KEPT = "offline-1", PAGE = "/offline/";
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(KEPT).then(async function (cache) {
    const answer = await fetch(PAGE, { cache: "reload" });
    const html = await answer.clone().text();
    const files = Array.from(html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g), (found) => found[1]);
    await cache.put(PAGE, answer);
    await cache.addAll(files);
  }).then(() => self.skipWaiting()));
});
self.addEventListener("activate", function (event) {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});
self.addEventListener("fetch", function (event) {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (request.method === "GET" && new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(fetch(request).catch(() => caches.match(request).then((kept) => kept || Response.error())));
  }
});
