// Drawing on the map is choosing to draw. Without this, one ticks it.

import "./zones.js";

const form = document.querySelector("form.zone");
form.querySelector(".picker .map").addEventListener("click", () => {
  form.querySelector("[name=perimeter][value=drawn]").checked = true;
});
form.elements.file.addEventListener("change", () => {
  form.querySelector("[name=perimeter][value=file]").checked = true;
});
