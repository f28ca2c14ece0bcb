// What is looked at is held for ten minutes, renewed while one is at work, let go of when one leaves.

const EVERY = 3 * 60 * 1000; // well within the ten minutes of a claim
const form = document.querySelector("[data-claim]");
const notice = document.querySelector("[data-taken]");
let isAtWork = false;

function ask(method) {
  const headers = { "X-CSRF-Token": form.elements.csrf_token.value };
  return fetch(form.dataset.claim, { method, headers, keepalive: true });
}

async function renew() {
  try {
    const answer = await ask("PUT");
    if (answer.status === 409) notice.hidden = false; // what was typed stays where it is
  } catch { /* offline: the next time will tell */ }
}

if (form) {
  for (const sign of ["input", "keydown", "pointermove", "scroll"]) {
    addEventListener(sign, () => { isAtWork = true; }, { passive: true });
  }
  setInterval(() => {
    if (isAtWork) renew();
    isAtWork = false;
  }, EVERY);
  addEventListener("pagehide", () => { ask("DELETE").catch(() => {}); });
  addEventListener("pageshow", (event) => { if (event.persisted) renew(); });
}
