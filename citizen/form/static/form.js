// The form of a protocol, made lighter: questions that do not apply are hidden, the hour is the
// phone's, photos are shown, the map comes when it is reached. Without this, the form works whole.

import { canKeep } from "./offline/kept.js";
import { gallery, isHeavy, lighten } from "./photos.js";

const form = document.querySelector("form.report");
const field = (one) => form.elements[one];
const isBlank = !field("offset").value;

// The browser's back arrow gives back what was typed: a name chosen here comes back too, so that
// sending the same form again is the same observation.
const name = field("uuid");
if (name.value === name.defaultValue) name.value = crypto.randomUUID?.() ?? name.value;

// ---- questions asked only after some answers

function ask() {
  for (const group of form.querySelectorAll("fieldset[data-if]")) {
    const given = new FormData(form).getAll(group.dataset.if);
    const wanted = JSON.parse(group.dataset.equals).map(String);
    group.hidden = group.disabled = !given.some((value) => wanted.includes(value));
    group.querySelector("legend").classList.add("visually-hidden"); // nothing else is on show
  }
}

form.addEventListener("change", ask);
ask();

// ---- the day and the hour, by the phone's own clock

const two = (number) => String(number).padStart(2, "0");

function tellOffset() {
  const local = new Date(`${field("date").value}T${field("time").value || "00:00"}`);
  if (Number.isNaN(local.getTime())) return;
  const minutes = -local.getTimezoneOffset();
  const size = Math.abs(minutes);
  field("offset").value =
    `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

if (isBlank) {
  const now = new Date();
  field("date").value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  field("time").value = `${two(now.getHours())}:${two(now.getMinutes())}`;
}
for (const one of ["date", "time"]) field(one).addEventListener("change", tellOffset);
tellOffset();

// ---- what was refused later comes back, to be mended

if (canKeep() && location.hash) import("./offline/keep.js").then(({ refill }) => refill(form));

// ---- photos, names, the map

const photos = form.querySelector(".photos");
if (photos) gallery(photos);
const touched = new Set(); // fields that a person filled in: nothing else changes them
form.addEventListener("input", ({ target }) => touched.add(target.name));
if (photos && isBlank) {
  photos.addEventListener("change", async () => {
    const { read } = await import("./camera.js");
    await read(form, photos, touched, () => openMap().then(() => place.locate()));
  });
}

const names = form.querySelector(".combobox[data-taxa]");
names?.addEventListener("focusin", () => {
  import("./taxa.js").then(({ combobox }) => combobox(names));
}, { once: true });
const where = form.querySelector(".address");
if (where) import("./addresses.js").then(({ addresses }) => addresses(where, form));

const picker = form.querySelector(".picker");
const byHand = form.querySelector(".by-hand");
picker.hidden = false;
byHand.open = !picker.dataset.tiles; // with no background, figures say more than the cross
let place = null;
let placing = null;

// The map comes when it is reached, or when a photo just taken asks where we are.
function openMap() {
  placing ??= import("./picker.js").then(({ pick }) => pick(picker, form)).then((one) => { place = one; });
  return placing;
}

new IntersectionObserver((seen, observer) => {
  if (!seen.some((one) => one.isIntersecting)) return;
  observer.disconnect();
  openMap();
}, { rootMargin: "400px" }).observe(picker);

// Whoever let this page know where they are already need not be asked again.
if (isBlank && !location.hash) {
  navigator.permissions?.query({ name: "geolocation" }).then(async ({ state }) => {
    const isPhotoFirst = photos && !photos.closest("details"); // then the photo tells first
    if (state !== "granted" || isPhotoFirst || hasPlace()) return;
    await openMap();
    place.locate();
  }).catch(() => {});
}

// ---- sending, once

const said = form.querySelector(".send .said");
let step = ""; // lightening, light, leaving

function hasPlace() {
  const isPoint = new FormData(form).get("shape") === "Point";
  return Boolean(isPoint ? field("latitude").value && field("longitude").value : field("positions").value);
}

form.addEventListener("invalid", (event) => {
  for (let at = event.target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}, true);

form.addEventListener("submit", async (event) => {
  if (step === "leaving" || step === "lightening") { // a second click
    event.preventDefault();
  } else if (place && !hasPlace()) {
    event.preventDefault();
    place.lacks();
  } else if (step === "" && photos && isHeavy(photos)) {
    event.preventDefault();
    step = "lightening";
    await lighten(photos, said);
    step = "light";
    form.requestSubmit();
  } else {
    step = "leaving";
    said.textContent = form.dataset.sending;
    if (!canKeep() || !form.dataset.code) return;
    event.preventDefault();
    await keepFirst();
  }
});

// What keeps is there before one sends: loaded on the first touch, a page that is only read does without.
const keeping = () => Promise.all([import("./offline/keep.js"), import("./offline/kept.js"), import("./offline/app.js")]);
if (canKeep()) form.addEventListener("input", () => keeping().catch(() => {}), { once: true });

// What is sent is kept on this phone first, so that no network can lose it.
async function keepFirst() {
  const [{ keep, leave }, { remove }, { holdFast }] = await keeping();
  let sending = null;
  try {
    sending = await keep(form);
  } catch { // this phone is full, or keeps nothing: straight to the town, where one can reach it
    if (navigator.onLine) form.submit();
    else stay();
    return;
  }
  said.textContent = form.dataset.kept;
  const [state, detail] = navigator.onLine ? await leave(sending) : ["waiting"];
  if (state === "received") {
    const refused = detail.lost.map((one) => `refused=${encodeURIComponent(one)}`).join("&");
    location.assign(`/observer/envoi/${sending.uuid}?${refused}`);
  } else if (state === "refused") { // the page that the town answers says what to mend, and where
    await remove(sending.uuid);
    form.submit();
  } else {
    await holdFast();
    location.assign("/observer#waiting");
  }
}

// Nothing could be kept nor sent: what was typed is on this page alone.
function stay() {
  step = "";
  said.textContent = form.dataset.full;
  said.scrollIntoView({ block: "nearest" });
}

window.addEventListener("pageshow", () => { // come back by the browser's arrow
  step = "";
  said.textContent = "";
});
