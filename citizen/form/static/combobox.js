// A field that proposes what the API finds while one types; what is typed stays as typed.
// After the combobox pattern of the ARIA Authoring Practices: the focus never leaves the field.

const PAUSE = 180; // ms without typing before asking
const SHORTEST = 2; // letters
let boxes = 0;

// kind: url; more(), what else is asked with the words, if anything; show(item), the nodes of an option; choose(item, input), the words said once chosen;
// typed(), when the field no longer holds what was chosen; known(words), what is known without network.
export function proposing(box, kind) {
  const input = box.querySelector("input:not([type=hidden])");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let active = -1;
  let timer = 0;
  let asked = null;

  list.id = `found-${++boxes}`;
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

  function choose(item) {
    status.textContent = kind.choose(item, input);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function offer(items) {
    list.replaceChildren(...items.map((item, index) => option(item, index)));
    list.hidden = !items.length;
    input.setAttribute("aria-expanded", String(Boolean(items.length)));
    active = -1;
    status.textContent = items.length ? box.dataset.count.replace("%n", items.length) : box.dataset.none;
  }

  function option(item, index) {
    const shown = document.createElement("li");
    shown.id = `${list.id}-${index}`;
    shown.setAttribute("role", "option");
    shown.setAttribute("aria-selected", "false");
    shown.append(...kind.show(item));
    shown.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus
    shown.addEventListener("click", () => choose(item));
    return shown;
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
    const query = new URLSearchParams({ q: typed.slice(0, 100), limit: 8, ...kind.more?.() });
    try {
      const answer = await fetch(`${kind.url}?${query}`, { signal: asked.signal });
      if (answer.ok) offer((await answer.json()).items);
    } catch (cut) {
      if (cut.name !== "AbortError") await without(typed);
    }
  }

  // Without network: what the phone took along, else the words alone will do.
  async function without(typed) {
    const found = await kind.known?.(typed).catch(() => null);
    if (found && input.value.trim() === typed) offer(found);
    else close();
  }

  input.addEventListener("input", () => {
    kind.typed();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  if (input.value && document.activeElement === input) timer = setTimeout(look, PAUSE); // typed before we came
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
