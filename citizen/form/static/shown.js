// Small maps that show a place: a point and how far off it may be, a line, an area.

import { ground } from "./ground.js";

async function show(element) {
  const { place, accuracy, rings, tiles, credit, known } = element.dataset;
  element.hidden = false;
  const { L, map, outline } = await ground(element, { rings: JSON.parse(rings), tiles, credit });
  for (const at of JSON.parse(known ?? "[]")) { // beneath: the place itself stands out
    L.circleMarker(at, { radius: 5, className: "known", interactive: false }).addTo(map);
  }
  const drawn = L.geoJSON(JSON.parse(place), {
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 8, className: "place" }),
    style: ({ geometry }) => ({ className: geometry?.type === "LineString" ? "track" : "place" }),
    interactive: false,
  }).addTo(map);
  const middle = drawn.getBounds().getCenter();
  const frame = drawn.getBounds();
  if (accuracy) {
    const reach = L.circle(middle, { radius: Number(accuracy), className: "reach", interactive: false });
    frame.extend(reach.addTo(map.setView(middle, 16)).getBounds());
  }
  if (!tiles && outline.getLatLngs().length) frame.extend(outline.getBounds()); // else it lies nowhere
  map.fitBounds(tiles ? frame.pad(1.5) : frame, { maxZoom: 17, animate: false });
  element.dataset.ready = "yes";
}

function begin() {
  for (const element of document.querySelectorAll(".map.shown:not([data-ready])")) show(element);
}

begin();
document.addEventListener("record", begin); // another one was put in place of the first
