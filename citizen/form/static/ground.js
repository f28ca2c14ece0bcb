// The ground of every small map: Leaflet, the town's outline, a background when one is set.

const CLOSEST = 19;

function styled() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../vendor/leaflet/leaflet.css", import.meta.url).href;
  const ready = new Promise((done) => {
    link.onload = link.onerror = done;
  });
  document.head.append(link);
  return ready;
}

// Make a map in an element: { L, map, outline }; `words` may name the two buttons of the zoom.
export async function ground(element, { rings, tiles, credit, words = {} }) {
  await Promise.all([import("../vendor/leaflet/leaflet.js"), styled()]);
  const L = window.L;
  const map = L.map(element, { zoomControl: false, keyboardPanDelta: 40, maxZoom: CLOSEST, minZoom: 5 });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: words.zoom_in ?? "+", zoomOutTitle: words.zoom_out ?? "−" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  if (tiles) L.tileLayer(tiles, { maxZoom: CLOSEST, attribution: credit }).addTo(map);
  const outline = L.polygon(rings, { className: "outline", interactive: false }).addTo(map);
  return { L, map, outline };
}

// Metres of the ground under one pixel.
export function metresPerPixel(map, latitude) {
  return (40_075_016 * Math.cos((latitude * Math.PI) / 180)) / 2 ** (map.getZoom() + 8);
}
