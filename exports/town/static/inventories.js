// While an inventory is examined, brought in or taken back: show how far it is, then what became of it.

const PAUSE = 2000; // ms

async function renewed() {
  const page = await (await fetch(location.pathname)).text();
  return new DOMParser().parseFromString(page, "text/html").getElementById("state");
}

async function follow(shown) {
  while (shown.hasAttribute("data-going")) {
    await new Promise((done) => setTimeout(done, PAUSE));
    try {
      const fresh = await renewed();
      if (!fresh) return;
      const said = shown.querySelector("[role=status]"); // in its place, so that it is read out
      said.replaceChildren(...fresh.querySelector("[role=status]").childNodes);
      while (said.nextSibling) said.nextSibling.remove();
      const rest = fresh.querySelector("[role=status]");
      while (rest.nextSibling) shown.append(rest.nextSibling);
      shown.toggleAttribute("data-going", fresh.hasAttribute("data-going"));
    } catch { /* no network for a moment: ask again */ }
  }
}

const state = document.getElementById("state");
if (state) follow(state);
