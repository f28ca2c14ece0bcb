// A field that proposes the names of TAXREF: what is typed stays as typed, the number goes beside.
// After the combobox pattern of the ARIA Authoring Practices: the focus never leaves the field.

const PAUSE = 180; // ms without typing before asking
const SHORTEST = 2; // letters
let boxes = 0;

export function combobox(box) {
  const input = box.querySelector("input:not([type=hidden])");
  const number = box.querySelector("input[type=hidden]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer = 0;
  let asked = null;

  list.id = `taxa-${++boxes}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("label").textContent.trim());
  status.className = "hint";
  status.setAttribute("role", "status");
  input.after(list, status);
  const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(at) {
    const options = [...list.children];
    active = (at + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function choose(taxon) {
    input.value = taxon.matched;
    number.value = taxon.cd_nom;
    status.textContent = [taxon.name, taxon.vernacular].filter(Boolean).join(", ");
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function offer(taxa) {
    list.replaceChildren(...taxa.map((taxon, index) => option(taxon, index)));
    list.hidden = !taxa.length;
    input.setAttribute("aria-expanded", String(Boolean(taxa.length)));
    active = -1;
    status.textContent = taxa.length ? box.dataset.count.replace("%n", taxa.length) : box.dataset.none;
  }

  function option(taxon, index) {
    const item = document.createElement("li");
    const name = document.createElement("i");
    const common = document.createElement("span");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    name.textContent = taxon.name;
    name.lang = "la";
    common.textContent = taxon.vernacular;
    item.append(...(taxon.vernacular ? [common, " ", name] : [name]));
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
    item.addEventListener("click", () => choose(taxon));
    return item;
  }

  // Where and in which month it was seen: what is seen here at that time is proposed first.
  function here() {
    const { territory } = box.dataset;
    const day = input.form?.elements.date?.value ?? "";
    const month = Number(box.dataset.month ?? day.slice(5, 7)) || new Date().getMonth() + 1;
    return territory ? { territory, month } : {};
  }

  async function look() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < SHORTEST) {
      status.textContent = "";
      close();
      return;
    }
    asked = new AbortController();
    const query = new URLSearchParams({ q: typed.slice(0, 100), limit: 8, ...here() });
    try {
      const answer = await fetch(`${box.dataset.taxa}?${query}`, { signal: asked.signal });
      if (answer.ok) offer((await answer.json()).items);
    } catch {
      close(); // typed again, or no network: the words alone will do
    }
  }

  input.addEventListener("input", () => {
    number.value = "";
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    const moves = {
      ArrowDown: () => point(active + 1),
      ArrowUp: () => point(active < 0 ? last : active - 1),
      Enter: () => (active < 0 ? close() : list.children[active].click()),
      Escape: close,
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
}
