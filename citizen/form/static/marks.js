// A map of marks, one shape for each state, loaded when it comes into sight: one's own observations,
// or what the next release adds. The page tells the same in words.

import { ground } from "./ground.js";

const section = document.querySelector(".marks-map");

const middle = (drawn) => drawn.getLatLng?.() ?? drawn.getBounds().getCenter();

function tell({ name, state, url }, words) {
  const box = document.createElement("div");
  const title = document.createElement("strong");
  title.textContent = name;
  box.append(title, document.createElement("br"), state);
  if (url) {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: words.open });
    box.append(document.createElement("br"), link);
  }
  return box;
}

// A mark of one shape per state, reached by Tab and opened by Enter.
function mark(L, { properties }, at) {
  const icon = L.divIcon({ className: `mark ${properties.group}`, iconSize: [22, 22] });
  const words = `${properties.name}, ${properties.state}`;
  return L.marker(at, { icon, title: words, alt: words, keyboard: true });
}

function draw(L, map, features, words) {
  const all = L.featureGroup();
  for (const one of features) {
    const shape = L.geoJSON(one, { pointToLayer: (_, at) => mark(L, one, at), style: { className: "track" }, interactive: one.geometry.type === "Point" });
    const drawn = one.geometry.type === "Point" ? shape : L.featureGroup([shape, mark(L, one, middle(shape))]);
    all.addLayer(drawn.bindPopup(() => tell(one.properties, words)));
  }
  all.addTo(map);
  map.on("popupopen", ({ popup }) => popup.getElement().querySelector("a[href^='/']")?.focus({ preventScroll: true }));
  return all;
}

async function show() {
  const box = section.querySelector(".map");
  const { places, rings, tiles, credit } = box.dataset;
  const words = JSON.parse(box.dataset.words);
  const answer = await fetch(places, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${places}: ${answer.status}`);
  const { features, said: told } = await answer.json();
  const { L, map, outline } = await ground(box, { rings: JSON.parse(rings), tiles, credit, words });
  map.setView([46.5, 2.5], 5);
  const drawn = draw(L, map, features, words);
  const frame = features.length ? drawn.getBounds() : outline.getBounds();
  if (frame.isValid()) map.fitBounds(frame.pad(0.1), { maxZoom: 16, animate: false });
  const said = section.querySelector(".said");
  said.textContent = told ?? (features.length ? said.dataset.shown.replace("%n", features.length) : said.dataset.none);
  box.dataset.ready = "yes";
}

function failed(error) {
  console.error(error);
  section.querySelector(".map").hidden = true;
  section.querySelector(".failed").hidden = false;
}

if (section) {
  section.hidden = false;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    show().catch(failed);
  });
  seen.observe(section.querySelector(".map"));
}
