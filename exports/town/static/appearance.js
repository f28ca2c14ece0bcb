// Shows a colour as it is typed or picked, and a logo as it is chosen; without a script a button does.

const [colour, picked, logo] = ["colour", "picked", "logo"].map((id) => document.getElementById(id));
const sheet = document.getElementById("look-sheet");
const PAUSE = 200; // ms without a key
let timer, shown = "";

function show() {
  for (const one of shown ? document.querySelectorAll(".look .brand img") : []) {
    one.className = "logo";
    one.removeAttribute("width");
    one.src = shown;
  }
}

async function look() {
  const asked = new URLSearchParams({ couleur: colour.value });
  const answer = await fetch(`/ville/apparence?${asked}`);
  if (!answer.ok || asked.get("couleur") !== colour.value) return; // half typed, or typed on since
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  sheet.href = told.getElementById("look-sheet").getAttribute("href");
  document.getElementById("looks").replaceChildren(...told.getElementById("looks").childNodes);
  show();
}

function match() {
  if (/^#[0-9a-f]{6}$/i.test(colour.value)) picked.value = colour.value;
}

colour.addEventListener("input", () => {
  match();
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
picked.addEventListener("input", () => {
  colour.value = picked.value;
  colour.dispatchEvent(new Event("input"));
});
logo.addEventListener("change", () => {
  if (!logo.files.length) return;
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(logo.files[0]);
  show();
});
picked.hidden = false;
match();
