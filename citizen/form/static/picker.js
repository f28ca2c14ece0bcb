// Choose a place: the map moves under a fixed cross, by finger, mouse, arrows or the phone's own
// position. A point follows the cross; a line or an area is made of the spots one adds.

import { ground, metresPerPixel } from "./ground.js";

const AIM = 8; // pixels a person may miss by
const VAGUE = 2000; // metres: a position coarser than this is only a neighbourhood
const NEAR = 100; // metres: coarser is worth a word
const DIGITS = 6;

const decimal = (text) => Number(text.trim().replace(",", "."));

function positions(text) {
  const parts = (line) =>
    line.includes(";") ? line.split(";") : /\s/.test(line) ? line.split(/\s+/) : line.split(",");
  return text.split("\n").map((line) => line.trim()).filter(Boolean)
    .map((line) => parts(line).map((part) => decimal(part.replace(/,$/, ""))))
    .filter((at) => at.length === 2 && at.every(Number.isFinite));
}

export async function pick(box, form) {
  const field = (name) => form.elements[name];
  const words = JSON.parse(box.dataset.words);
  const said = box.querySelector(".said");
  const element = box.querySelector(".map");
  const { L, map, outline } = await ground(element, {
    ...box.dataset, rings: JSON.parse(box.dataset.rings), words });
  const drawn = L.featureGroup().addTo(map);
  const reach = L.circle([0, 0], { radius: 0, className: "reach", interactive: false });
  const kind = () => new FormData(form).get("shape");
  const say = (key, value) => {
    said.textContent = words[key].replace("%m", value).replace("%n", value);
  };
  let isChosen = false; // until the person moves the map, its middle is nobody's choice
  let isOurs = false; // a move made here, not by the person

  // ---- a point: the spot under the cross

  function tell(at, accuracy, source) {
    field("latitude").value = at.lat.toFixed(DIGITS);
    field("longitude").value = at.lng.toFixed(DIGITS);
    field("accuracy_m").value = Math.max(1, Math.round(accuracy));
    field("place_source").value = source;
    reach.setLatLng(at).setRadius(accuracy);
    if (!map.hasLayer(reach)) reach.addTo(map);
  }

  function moved() {
    if (isOurs || !isChosen || kind() !== "Point") return;
    const at = map.getCenter().wrap();
    const accuracy = Math.max(1, Math.round(AIM * metresPerPixel(map, at.lat)));
    tell(at, accuracy, "map");
    say(accuracy > NEAR ? "closer" : "here", accuracy);
  }

  function goTo(at, zoom) {
    isOurs = true;
    map.setView(at, zoom, { animate: false });
    isOurs = false;
  }

  // ---- a line or an area: the spots that were added

  function draw() {
    drawn.clearLayers();
    if (kind() === "Point") return;
    const spots = positions(field("positions").value);
    const isArea = kind() === "Polygon" && spots.length > 2;
    const look = { className: isArea ? "place" : "track", interactive: false };
    if (spots.length) drawn.addLayer(isArea ? L.polygon(spots, look) : L.polyline(spots, look));
    for (const spot of spots) drawn.addLayer(L.circleMarker(spot, { radius: 5, className: "place" }));
  }

  function setSpots(spots, key) {
    const line = (at) => at.map((number) => number.toFixed(DIGITS)).join(", ");
    field("positions").value = spots.map(line).join("\n");
    field("place_source").value = "map";
    draw();
    say(key, spots.length);
  }

  function add(at = map.getCenter().wrap()) {
    setSpots([...positions(field("positions").value), [at.lat, at.lng]], "added");
  }

  function undo() {
    setSpots(positions(field("positions").value).slice(0, -1), "removed");
  }

  // ---- the phone's own position

  function locate() {
    say("searching");
    navigator.geolocation.getCurrentPosition(found, () => say("refused"), {
      enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000,
    });
  }

  function found({ coords }) {
    const at = L.latLng(coords.latitude, coords.longitude);
    const accuracy = Math.round(coords.accuracy) || 1;
    goTo(at, accuracy > VAGUE ? 13 : 18);
    if (accuracy > VAGUE) return say("rough", accuracy);
    if (kind() !== "Point") return undefined;
    tell(at, accuracy, "gps");
    isChosen = true;
    return say("gps", accuracy);
  }

  // ---- who does what

  function shaped() {
    const isPoint = kind() === "Point";
    for (const name of ["add", "undo"]) box.querySelector(`[data-do=${name}]`).hidden = isPoint;
    if (!isPoint) field("accuracy_m").value = "";
    reach.remove();
    draw();
  }

  function byHand() {
    const at = [decimal(field("latitude").value), decimal(field("longitude").value)];
    field("accuracy_m").value = "";
    field("place_source").value = "map";
    reach.remove();
    if (field("latitude").value && at.every(Number.isFinite) && Math.abs(at[0]) <= 90) goTo(at, 17);
  }

  const actions = { locate, add: () => add(), undo };
  for (const [name, act] of Object.entries(actions)) {
    box.querySelector(`[data-do=${name}]`).addEventListener("click", act);
  }
  map.on("dragstart", () => { isChosen = true; });
  element.addEventListener("wheel", () => { isChosen = true; }, { passive: true });
  element.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".leaflet-control-zoom")) isChosen = true;
  });
  element.addEventListener("keydown", (event) => {
    const isOnButton = event.target !== element && event.key === "Enter";
    if (isOnButton || /^(Arrow.*|[+=-])$/.test(event.key)) isChosen = true;
    if (event.key === "Enter" && kind() !== "Point" && event.target === element) add();
  });
  map.on("click", ({ latlng }) => {
    isChosen = true;
    if (kind() === "Point") map.panTo(latlng);
    else add(latlng.wrap());
  });
  map.on("moveend", moved);
  for (const name of ["latitude", "longitude"]) field(name).addEventListener("change", byHand);
  field("positions")?.addEventListener("change", draw);
  for (const radio of form.querySelectorAll("[name=shape]")) radio.addEventListener("change", shaped);

  // ---- where one begins: what was typed, else the town

  isOurs = true;
  if (outline.getLatLngs().length) map.fitBounds(outline.getBounds(), { animate: false });
  else map.setView([46.6, 2.4], 6);
  isOurs = false;
  const before = { accuracy: field("accuracy_m").value, source: field("place_source").value };
  if (field("latitude").value) {
    byHand();
    Object.assign(field("accuracy_m"), { value: before.accuracy });
    field("place_source").value = before.source;
  }
  shaped();
  if (drawn.getLayers().length) map.fitBounds(drawn.getBounds().pad(0.3), { animate: false });
  element.insertAdjacentHTML("beforeend", '<span class="cross" aria-hidden="true"></span>');
  box.dataset.ready = "yes";
  return {
    locate,
    lacks() {
      say("missing");
      element.focus();
    },
  };
}
