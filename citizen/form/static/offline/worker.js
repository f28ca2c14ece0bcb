// The worker of the form: it keeps its pages and their files, so that they open in a forest, and
// sends what waits when the network comes back, where the browser can tell it so.

import { sendAll } from "./sender.js";

const FAMILY = "brindille-form-";
const PATIENCE = 4000; // ms: a network that answers no sooner is none
const NAMES = "/observer/names.json";
const PICTURE = "/observer/apple-touch-icon.png";
const PACK = "brindille-outing"; // the map of a place, taken along before an outing
const FRESH = 12 * 3600 * 1000; // ms: a page kept longer ago is asked for again

// As nobody: what is kept tells no one's name, and no token of a session that will have ended.
const plain = (url) => new Request(url, { credentials: "omit", cache: "no-cache" });

export function serve({ name, spoken, pages, files }) {
  const shelf = FAMILY + name;
  const kept = new Set(pages);
  const loaded = new Set(files);

  async function keep(cache, path) {
    const answer = await fetch(plain(`${path}?lang=${spoken}`));
    if (!answer.ok) throw new Error(path);
    await cache.put(path, answer);
  }

  async function fill() {
    const cache = await caches.open(shelf);
    await Promise.all([cache.addAll(files.map(plain)), ...pages.map((path) => keep(cache, path))]);
  }

  async function tidy() {
    for (const one of await caches.keys()) {
      if (one.startsWith(FAMILY) && one !== shelf) await caches.delete(one);
    }
    await self.clients.claim();
  }

  async function fresh(path) {
    const cache = await caches.open(shelf);
    const known = await cache.match(path, { ignoreVary: true });
    const since = Date.now() - Date.parse(known?.headers.get("Date") ?? 0);
    if (!known || since > FRESH) await keep(cache, path).catch(() => {});
  }

  async function page(event, path) {
    const cache = await caches.open(shelf);
    const known = (await cache.match(path, { ignoreVary: true })) ?? (await cache.match("/observer", { ignoreVary: true }));
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(event.request, known ? { signal: patience.signal } : {});
      if (answer.ok && kept.has(path)) event.waitUntil(Promise.all([path, NAMES].map(fresh)));
      return answer;
    } catch (cut) {
      if (known) return known;
      throw cut;
    } finally {
      clearTimeout(timer);
    }
  }

  async function file(request) {
    const cache = await caches.open(shelf);
    return (await cache.match(request, { ignoreVary: true })) ?? fetch(request);
  }

  // A browser that takes a push and shows nothing loses the right to take more.
  async function tell(told) {
    const { title, body, url } = told ?? { title: "Brindille", url: "/mes-observations" };
    await self.registration.showNotification(title, { body, tag: url, lang: spoken, icon: PICTURE, data: { url } });
  }

  async function lead(notification) {
    notification.close();
    const wanted = new URL(notification.data.url, self.location.origin);
    if (wanted.origin !== self.location.origin) return;
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = open.find((one) => one.url === wanted.href);
    await (there ? there.focus() : self.clients.openWindow(wanted.href));
  }

  // Another address for this phone, chosen by its browser: nobody is asked, so it renews, or ends.
  async function renew({ newSubscription, oldSubscription }) {
    const told = async (path) => (await fetch(path, { cache: "no-store" })).json();
    const asked = async () => oldSubscription?.options ?? { userVisibleOnly: true, applicationServerKey: (await told("/push/key")).key };
    const known = newSubscription ?? (await self.registration.pushManager.subscribe(await asked()));
    const { endpoint, keys } = known.toJSON();
    const body = JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth, renews: true });
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": (await told("/observer/token")).token };
    const answer = await fetch("/api/v1/me/push", { method: "POST", headers, body });
    if ([401, 403, 404].includes(answer.status)) await known.unsubscribe();
  }

  // What a phone takes along before an outing: the forms, then as much of its map as there is room for.
  async function prepare({ most, tiles }) {
    await fill();
    const told = { files: 0, bytes: 0, tiles: 0, tileBytes: 0, missing: 0 };
    for (const answer of await (await caches.open(shelf)).matchAll()) {
      told.files += 1;
      told.bytes += (await answer.blob()).size;
    }
    await caches.delete(PACK);
    const pack = await caches.open(PACK);
    for (const address of tiles) {
      const answer = await fetch(address, { credentials: "omit" }).catch(() => null);
      const { size } = answer?.ok ? await answer.clone().blob() : { size: 0 };
      if (!size || told.bytes + told.tileBytes + size > most) told.missing += 1;
      else {
        await pack.put(address, answer);
        told.tiles += 1;
        told.tileBytes += size;
      }
    }
    return told;
  }

  async function picture(request) {
    const known = await caches.match(request.url, { cacheName: PACK, ignoreVary: true });
    return known ?? fetch(request);
  }

  self.addEventListener("message", (event) => {
    const [port] = event.ports;
    if (event.data?.ask !== "prepare" || !port) return;
    const done = prepare(event.data.pack).then(
      (told) => port.postMessage(told), (error) => port.postMessage({ error: String(error) }));
    event.waitUntil(done);
  });

  self.addEventListener("install", (event) => {
    event.waitUntil(fill().then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => event.waitUntil(tidy()));
  self.addEventListener("fetch", (event) => {
    const { method, mode, url, destination } = event.request;
    const { origin, pathname, search } = new URL(url);
    if (method !== "GET") return;
    if (origin === self.location.origin && loaded.has(pathname + search)) { // the town's own looks too
      event.respondWith(file(event.request));
      return;
    }
    if (destination === "image" && !(origin === self.location.origin && pathname.startsWith("/static/"))) {
      event.respondWith(picture(event.request));
      return;
    }
    if (origin !== self.location.origin) return;
    if (mode === "navigate") event.respondWith(page(event, pathname));
    else if (pathname.startsWith("/static/") || kept.has(pathname)) event.respondWith(file(event.request));
  });
  self.addEventListener("push", (event) => event.waitUntil(tell(event.data?.json())));
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
  self.addEventListener("notificationclick", (event) => event.waitUntil(lead(event.notification)));
  self.addEventListener("sync", (event) => event.waitUntil(sendAll()));
}
