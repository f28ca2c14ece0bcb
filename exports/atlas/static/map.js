/** The map of the atlas. The list under it says the same: this only draws it. */

import { groups, popup, groupPopup } from "./popups.js";

const L = window.L;
const box = document.getElementById("map");
const INK = style("--", ["tree", "biodiversity", "rim", "hole", "paper", "town-edge", "cell-edge", "waits"]);
const HEAT = style("--heat-", [-3, -2, -1, 0, 1, 2, 3]);
const EVERY = 4000, SELDOM = 60000; // ms between two looks at what was just sent
const ATTENTIVE = 75; // looks, five minutes, after which it is looked at seldom
const FRAME = { padding: [24, 24], maxZoom: 16 };

function style(prefix, names) {
  const computed = getComputedStyle(box);
  return Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(prefix + name).trim()]));
}

async function layer(address) {
  if (!address) return { features: [] };
  const answer = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function open() {
  box.hidden = false;
  const map = L.map(box, { preferCanvas: true, zoomControl: false, zoomSnap: 0.5 });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  map.attributionControl.setPrefix(false).addAttribution(box.dataset.attribution);
  if (box.dataset.tiles) {
    L.tileLayer(box.dataset.tiles, { maxZoom: 19, attribution: box.dataset.credit }).addTo(map);
  }
  return map;
}

function drawOutline(map, outline) {
  const fill = box.dataset.tiles ? 0 : 1;
  const look = { color: INK["town-edge"], weight: 1.5, fillColor: INK.paper, fillOpacity: fill, interactive: false };
  return L.geoJSON(outline, { style: look }).addTo(map);
}

function drawCells(map, cells) {
  const look = (cell) => ({ color: INK["cell-edge"], weight: 1, fillColor: HEAT[cell.properties.median], fillOpacity: 0.85 });
  return L.geoJSON(cells, { style: look }).bindPopup((one) => popup(one.feature.properties)).addTo(map);
}

/** Places published exactly, each as it is; returns them by identifier. */
function drawExact(map, features) {
  const byId = new Map();
  const colour = (one) => INK[one.properties.protocol] ?? INK.tree;
  const radius = features.length > 2000 ? 3 : features.length > 300 ? 5 : 8;
  // a full dot or a ring: told apart without their colours
  const look = (one) => one.properties.protocol === "tree"
    ? { radius, color: INK.rim, weight: radius / 4, fillColor: colour(one), fillOpacity: 1 }
    : { radius: radius * 0.8, color: colour(one), weight: radius / 2, fillColor: INK.hole, fillOpacity: 1 };
  L.geoJSON({ type: "FeatureCollection", features }, {
    style: (one) => ({ color: colour(one), weight: 4 }),
    pointToLayer: (one, at) => L.circleMarker(at, look(one)),
    onEachFeature: (one, drawn) => byId.set(one.id, drawn.bindPopup(() => popup(one.properties))),
  }).addTo(map);
  return byId;
}

/** Grey points, asked for again every few seconds: what was just sent shows by itself. */
function followWaiting(map, first) {
  const drawn = L.layerGroup().addTo(map);
  const look = { radius: 7, color: INK["cell-edge"], weight: 2, dashArray: "2 3", fillColor: INK.waits, fillOpacity: 0.9 };
  const show = ({ features }) => {
    const told = JSON.stringify(features);
    if (told === box.dataset.waits) return;
    box.dataset.waits = told;
    drawn.clearLayers();
    for (const { geometry: { coordinates: [x, y] }, properties } of features) {
      L.circleMarker([y, x], look).bindPopup(() => popup(properties)).addTo(drawn);
    }
    for (const key of document.querySelectorAll(".legend li.waits")) key.hidden = !features.length;
  };
  show(first);
  let asked = 0;
  const ask = async () => {
    if (!document.hidden) await layer(box.dataset.waiting).then(show, () => {}); // the next may come through
    asked += 1;
    setTimeout(ask, asked < ATTENTIVE ? EVERY : SELDOM);
  };
  if (box.dataset.waiting) setTimeout(ask, EVERY);
}

/** Blurred places lie on one another: one mark for all, that says how many. */
function drawBlurred(map, features, byId) {
  for (const group of groups(features)) {
    const [longitude, latitude] = group[0].geometry.coordinates;
    const icon = L.divIcon({ className: "blurred", html: String(group.length), iconSize: [36, 36] });
    const words = box.dataset.group.replace("%n", group.length).replace("%where", group[0].properties.where);
    const mark = L.marker([latitude, longitude], { icon, alt: words, title: words }).addTo(map);
    mark.bindPopup(() => groupPopup(words, group, box.dataset.more));
    for (const one of group) byId.set(one.id, mark);
  }
}

/** The buttons of the list show their record on the map; Escape leads back to the button. */
function tieList(map, byId) {
  let from = null;
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    map.closePopup();
    from?.focus();
    from = null;
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    const drawn = byId.get(button.dataset.show);
    if (!drawn) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      box.scrollIntoView({ block: "center" });
      const at = drawn.getLatLng?.() ?? drawn.getBounds().getCenter();
      map.setView(at, Math.max(map.getZoom(), 15), { animate: false });
      drawn.openPopup();
      from = button;
      box.querySelector(".leaflet-popup-content a").focus({ preventScroll: true });
    });
  }
}

/** The address keeps what is looked at, so that it can be shared: #zoom/latitude/longitude. */
function keepView(map) {
  const [zoom, latitude, longitude] = location.hash.slice(1).split("/").map(Number);
  if (Number.isFinite(longitude)) map.setView([latitude, longitude], zoom, { animate: false });
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    history.replaceState(null, "", `#${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
  });
}

async function start() {
  const { outline, points, cells, waiting } = box.dataset;
  const [town, records, squares, sent] = await Promise.all([outline, points, cells, waiting].map(layer));
  const map = open();
  const isExact = (one) => one.properties.precision === "exact";
  const frame = drawOutline(map, town).getBounds();
  frame.extend(drawCells(map, squares).getBounds());
  const byId = drawExact(map, records.features.filter(isExact));
  if (!frame.isValid()) byId.forEach((drawn) => frame.extend(drawn.getLatLng?.() ?? drawn.getBounds()));
  map.fitBounds(frame.isValid() ? frame : [[41.3, -5.1], [51.1, 9.6]], FRAME);
  drawBlurred(map, records.features.filter((one) => !isExact(one)), byId);
  followWaiting(map, sent);
  keepView(map);
  tieList(map, byId);
  box.dataset.ready = "yes";
}

start().catch((error) => {
  console.error(error);
  box.hidden = true;
  document.getElementById("map-failed").hidden = false;
});
