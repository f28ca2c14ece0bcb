// What is looked at is held for ten minutes, renewed while one is at work, let go of when one leaves.

const EVERY = 3 * 60 * 1000; // well within the ten minutes of a claim
let form;
let notice;
let isAtWork = false;

function ask(method) {
  const headers = { "X-CSRF-Token": form.elements.csrf_token.value };
  return fetch(form.dataset.claim, { method, headers, keepalive: true });
}

function tell(who) {
  const words = notice.querySelector("[data-words]");
  words.textContent = words.dataset.words.replace("%w", who || words.dataset.nobody);
  notice.hidden = false; // what was typed stays where it is
}

async function renew() {
  try {
    const answer = await ask("PUT");
    if (answer.ok) notice.hidden = true;
    if (answer.status !== 409) return;
    const problem = await answer.json();
    if (problem.type.endsWith("held-by-colleague")) tell(problem.by);
  } catch { /* offline: the next time will tell */ }
}

// Shown by the server, a record is held already; put in place of another, it is asked for.
function begin(event) {
  form = document.querySelector("[data-claim]");
  notice = document.querySelector("[data-taken]");
  if (event && form) renew();
}

begin();
document.addEventListener("record", begin);
for (const sign of ["input", "keydown", "pointermove", "scroll"]) {
  addEventListener(sign, () => { isAtWork = true; }, { passive: true });
}
setInterval(() => {
  if (form && isAtWork) renew();
  isAtWork = false;
}, EVERY);
document.addEventListener("visibilitychange", () => { // back after a silence
  if (form && document.visibilityState === "visible") renew();
});
addEventListener("pagehide", () => { if (form) ask("DELETE").catch(() => {}); });
addEventListener("pageshow", (event) => { if (form && event.persisted) renew(); });
