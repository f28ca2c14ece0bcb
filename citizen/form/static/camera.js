// What a photo tells: its day and its place fill the form, each with where it comes from. A photo
// of the gallery never takes the place where the phone is now.

import { told } from "./exif.js";

const NOW = 10 * 60_000; // ms: a photo taken less long ago was taken here

// touched: names of the fields a person filled in. locate(): ask where the phone is.
export async function read(form, photos, touched, locate) {
  const files = [...photos.querySelector("input[type=file]").files];
  const all = await Promise.all(files.map(told));
  const moment = all.find((one) => one.moment)?.moment;
  const spot = all.find((one) => one.place)?.place;
  const isNowhere = !form.elements.latitude.value;
  if (moment && !touched.has("date") && !touched.has("time")) date(form, moment);
  if (spot && (isNowhere || form.elements.place_source.value === "photo")) place(form, spot);
  else if (isNowhere && files.some((file) => Date.now() - file.lastModified < NOW)) await locate();
}

function say(form, where) {
  const said = form.querySelector(`[data-origin=${where}]`);
  said.textContent = said.dataset.photo;
}

function date(form, { date: day, time, offset }) {
  const field = (name) => form.elements[name];
  field("date").value = day;
  field("time").value = time;
  field("date").dispatchEvent(new Event("change", { bubbles: true })); // the phone's offset that day
  if (offset) field("offset").value = offset;
  say(form, "date");
}

function place(form, { latitude, longitude, reach }) {
  const field = (name) => form.elements[name];
  field("latitude").value = latitude.toFixed(6);
  field("longitude").value = longitude.toFixed(6);
  field("latitude").dispatchEvent(new Event("change", { bubbles: true })); // the map follows
  field("accuracy_m").value = reach ? Math.max(1, Math.round(reach)) : "";
  field("place_source").value = "photo";
  say(form, "place");
}
