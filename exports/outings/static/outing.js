// The page of an outing: its counter follows by itself, and a phone prepares before it loses the network.

const SOON = 15_000, SELDOM = 120_000; // ms between two looks, while it lasts and otherwise
const PATIENCE = 120_000; // ms for a phone to take all along

const counter = document.querySelector(".counter");

function show(figures) {
  for (const box of counter.querySelectorAll("[data-figure]")) {
    box.textContent = figures[box.dataset.figure];
  }
  const said = document.querySelector("[data-said][role=status]");
  const words = said.dataset.said.replace("%o", figures.observations).replace("%p", figures.people);
  if (said.textContent !== words) said.textContent = words;
  counter.dataset.moment = figures.moment;
}

// The browser keeps the ETag: what did not change comes back as 304, without a body.
async function follow() {
  if (!document.hidden) {
    const answer = await fetch(counter.dataset.count, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) show(await answer.json());
  }
  setTimeout(follow, counter.dataset.moment === "running" ? SOON : SELDOM);
}

const size = (bytes) => {
  const unit = document.documentElement.lang === "en" ? "MB" : "Mo";
  return `${(bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}\u00a0${unit}`;
};

async function worker() {
  const { lang } = document.documentElement;
  const told = { scope: "/observer", type: "module", updateViaCache: "none" };
  const known = await navigator.serviceWorker.register(`/observer/worker.js?lang=${lang}`, told);
  const waits = known.installing ?? known.waiting;
  if (!waits || known.active) return known.active;
  return new Promise((done, failed) => {
    waits.addEventListener("statechange", () => {
      if (waits.state === "activated") done(waits);
      if (waits.state === "redundant") failed(new Error("the worker was not kept"));
    });
  });
}

function taken(active, pack) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done, failed) => {
    setTimeout(() => failed(new Error("too slow")), PATIENCE);
    port1.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : done(data));
    active.postMessage({ ask: "prepare", pack }, [port2]);
  });
}

async function prepare(section) {
  const { dataset } = section;
  const told = section.querySelector(".told");
  told.textContent = dataset.busy;
  try {
    const answer = await fetch(dataset.pack);
    if (!answer.ok) throw new Error(`${dataset.pack}: ${answer.status}`);
    const kept = await taken(await worker(), await answer.json());
    const words = [dataset.said.replace("%p", kept.files).replace("%s", size(kept.bytes))];
    if (kept.tiles) words.push(dataset.tiles.replace("%n", kept.tiles).replace("%s", size(kept.tileBytes)));
    if (kept.missing) words.push(dataset.missing.replace("%n", kept.missing));
    told.textContent = words.join(" ");
    section.dataset.ready = "yes";
  } catch (error) {
    console.error(error);
    told.textContent = dataset.failed;
  }
}

if (counter) setTimeout(follow, SOON);
const section = document.querySelector(".prepare");
if (section && navigator.serviceWorker && window.caches) {
  section.hidden = false;
  section.querySelector("button").addEventListener("click", () => prepare(section));
}
