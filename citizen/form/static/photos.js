// Photos: chosen one after the other, shown, removed; made lighter on the phone before they leave.

const LONGEST = 2048; // pixels: enough to recognise a species
const LIGHT = 1_500_000; // bytes: a photo lighter than this leaves as it is
const MOST = 10;

const redrawn = new WeakMap(); // file → the promise of a lighter one

export function gallery(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".chosen");
  let held = [];

  function hold(files) {
    const carried = new DataTransfer();
    held = files.slice(0, MOST);
    for (const file of held) carried.items.add(file);
    input.files = carried.files;
    draw();
  }

  function draw() {
    for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    list.hidden = !held.length;
    list.replaceChildren(...held.map((file, at) => shown(file, at)));
  }

  function shown(file, at) {
    const item = document.createElement("li");
    const image = document.createElement("img");
    const button = document.createElement("button");
    image.src = URL.createObjectURL(file);
    image.alt = file.name;
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", list.dataset.remove.replace("%n", at + 1));
    button.addEventListener("click", () => {
      hold(held.filter((_, index) => index !== at));
      (list.querySelectorAll("button")[Math.min(at, held.length - 1)] ?? input).focus();
    });
    item.append(image, button);
    return item;
  }

  // Redrawn while the rest is filled in, so that sending does not wait for it.
  function prepare(file) {
    if (file.size > LIGHT) redrawn.set(file, lighter(file));
  }

  const same = (one, other) =>
    one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
  input.addEventListener("change", () => {
    const added = [...input.files].filter((file) => !held.some((one) => same(one, file)));
    added.forEach(prepare);
    hold([...held, ...added]);
  });
}

const filesOf = (box) => [...box.querySelector("input[type=file]").files];

export const isHeavy = (box) => filesOf(box).some((file) => file.size > LIGHT);

// Redraw heavy photos smaller: they leave in seconds, and their hidden data stay behind.
export async function lighten(box, said) {
  const input = box.querySelector("input[type=file]");
  said.textContent = box.querySelector(".chosen").dataset.shrinking;
  const carried = new DataTransfer();
  for (const file of filesOf(box)) carried.items.add(file.size > LIGHT ? await (redrawn.get(file) ?? lighter(file)) : file);
  input.files = carried.files;
}

async function lighter(file) {
  try {
    const whole = await createImageBitmap(file); // turned as the phone held it
    const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(whole.width * scale);
    canvas.height = Math.round(whole.height * scale);
    canvas.getContext("2d").drawImage(whole, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (!drawn || drawn.size >= file.size) return file;
    return new File([drawn], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
  } catch {
    return file; // the server will say what is wrong with it
  }
}
