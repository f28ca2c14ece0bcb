// The form of a protocol, made lighter: questions that do not apply are hidden, the hour is the
// phone's, photos are shown, the map comes when it is reached. Without this, the form works whole.

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

// ---- photos, names, the map

const photos = form.querySelector(".photos");
if (photos) gallery(photos);

const names = form.querySelector(".combobox[data-taxa]");
if (names) import("./taxa.js").then(({ combobox }) => combobox(names));
const where = form.querySelector(".address");
if (where) import("./addresses.js").then(({ addresses }) => addresses(where, form));

const picker = form.querySelector(".picker");
const byHand = form.querySelector(".by-hand");
picker.hidden = false;
byHand.open = !picker.dataset.tiles; // with no background, figures say more than the cross
let place = null;
new IntersectionObserver(async (seen, observer) => {
  if (!seen.some((one) => one.isIntersecting)) return;
  observer.disconnect();
  const { pick } = await import("./picker.js");
  place = await pick(picker, form);
}, { rootMargin: "400px" }).observe(picker);

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
  }
});

window.addEventListener("pageshow", () => { // come back by the browser's arrow
  step = "";
  said.textContent = "";
});
