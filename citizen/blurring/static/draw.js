// Rectangles drawn on a photo by finger or mouse: each is a row of fields, and each row is shown.

const SIDES = ["x", "y", "width", "height"];
const LEAST = 1; // hundredth: less is a tap

const form = document.querySelector("form.areas");
const canvas = form.parentElement.querySelector(".canvas");
const rows = form.querySelector(".rows");
const all = () => [...rows.querySelectorAll(".area")];
const fields = (row) => SIDES.map((side) => row.querySelector(`[name=${side}]`));
const isBlank = (row) => fields(row).every((field) => field.value === "");

function fresh() {
  const row = all()[0].cloneNode(true);
  row.querySelector(".error")?.remove();
  for (const field of fields(row)) {
    field.value = "";
    field.removeAttribute("aria-invalid");
  }
  rows.append(row);
  dress();
  return row;
}

function dress() { // numbers, and a way to drop a row
  all().forEach((row, at) => {
    row.querySelector(".n").textContent = at + 1;
    row.querySelector(".drop").hidden = isBlank(row) && all().length === 1;
  });
}

function write(row, values) {
  fields(row).forEach((field, at) => { field.value = values[at].toFixed(1); });
}

function show() {
  if (!canvas) return;
  for (const mark of canvas.querySelectorAll("span")) mark.remove();
  for (const row of all()) {
    const [x, y, width, height] = fields(row).map((field) => Number(field.value));
    if (!width || !height) continue;
    const mark = document.createElement("span");
    Object.assign(mark.style, { left: `${x}%`, top: `${y}%`, width: `${width}%`, height: `${height}%` });
    canvas.append(mark);
  }
}

function at(event) {
  const frame = canvas.getBoundingClientRect();
  const part = (value, from, size) => Math.min(100, Math.max(0, ((value - from) / size) * 100));
  return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
}

function drawing() {
  let begun = null;
  let row = null;
  canvas.classList.add("drawable");
  document.querySelector(".drawing-hint").hidden = false;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || !event.isPrimary) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    begun = at(event);
    row = null;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!begun) return;
    const here = at(event);
    const size = [0, 1].map((axis) => Math.abs(here[axis] - begun[axis]));
    if (!row && Math.min(...size) < LEAST) return;
    row ??= all().find(isBlank) ?? fresh();
    write(row, [Math.min(here[0], begun[0]), Math.min(here[1], begun[1]), ...size]);
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { begun = null; dress(); });
  }
}

form.addEventListener("input", () => { show(); dress(); });
form.addEventListener("click", (event) => {
  if (event.target.name === "more") {
    event.preventDefault();
    fields(fresh())[0].focus();
  } else if (event.target.classList.contains("drop")) {
    const row = event.target.closest(".area");
    if (all().length > 1) row.remove();
    else for (const field of fields(row)) field.value = "";
    fields(all()[0])[0].focus();
    show();
    dress();
  }
});

// While the photo is made anew: ask whether it is, then show it.
const waits = document.querySelector("[data-awaits]");
async function follow() {
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000));
    const answer = await fetch(waits.dataset.awaits).catch(() => null);
    if (answer?.ok && (await answer.json()).is_ready && all().every(isBlank)) location.reload();
  }
}

if (waits) follow();
if (canvas) drawing();
dress();
show();
