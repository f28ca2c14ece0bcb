// While a release is being built: ask whether it is out, then show its card anew.

const PAUSE = 2000; // ms

async function isOut(dataset, number) {
  const answer = await fetch(`/api/v1/datasets/${dataset}/releases`);
  return answer.ok && (await answer.json()).items.some((one) => one.release === number);
}

async function renew(card) {
  const page = new DOMParser().parseFromString(await (await fetch("/ville")).text(), "text/html");
  const fresh = page.getElementById(card.id);
  if (!fresh) return;
  document.getElementById("works").replaceWith(page.getElementById("works"));
  const [status, renewed] = [card, fresh].map((one) => one.querySelector("[role=status]"));
  status.replaceChildren(...renewed.childNodes); // in its place, so that the change is read out
  while (status.nextSibling) status.nextSibling.remove();
  while (renewed.nextSibling) card.append(renewed.nextSibling);
}

async function follow(card) {
  for (;;) {
    await new Promise((done) => setTimeout(done, PAUSE));
    try {
      if (await isOut(card.dataset.dataset, Number(card.dataset.building))) {
        await renew(card);
        return;
      }
    } catch { /* no network for a moment: ask again */ }
  }
}

for (const card of document.querySelectorAll("[data-building]")) follow(card);
