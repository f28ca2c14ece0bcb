// The next record is read ahead, and put in place of this one as soon as its decision is kept.
// The console's other modules begin again on “record”. Without this one, page follows page.

const FRESH = 60 * 1000; // what was read before is read again: colleagues are at work too
let ahead;

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

async function read(address) {
  const answer = await fetch(address, { headers: { Purpose: "prefetch" }, priority: "low" });
  return answer.ok ? parsed(await answer.text()) : null;
}

function begin() {
  const next = document.querySelector("main a[rel=next]");
  const form = document.querySelector(".decide");
  ahead = form && next && { address: next.href, since: Date.now(), page: read(next.href).catch(() => null) };
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(form);
  });
}

function show(page) {
  document.title = page.title;
  document.querySelector("main").replaceWith(page.querySelector("main"));
  document.head.append(...page.querySelectorAll("link[rel=prefetch]")); // photos of the one after
  scrollTo(0, 0);
  const main = document.querySelector("main");
  (main.querySelector("[autofocus]") ?? main).focus({ preventScroll: true });
  document.dispatchEvent(new Event("record"));
}

function moved(address) {
  history.pushState({}, "", address);
  for (const link of document.querySelectorAll("header a.language")) {
    const other = new URL(link.href);
    other.pathname = location.pathname;
    link.href = other;
  }
}

// What was done, and how many wait now: put in once the page is there, so that it is read out.
function tell(text) {
  const { body } = parsed(text);
  const number = body.querySelector("[data-number]");
  const nav = document.querySelector("main nav");
  nav.querySelector("[data-number]").replaceWith(number);
  nav.after(...body.children);
  document.dispatchEvent(new Event("told"));
}

async function decide(form) {
  const send = form.querySelector("[data-send]");
  if (send.disabled) return;
  send.disabled = true; // once: the second would be told that it comes too late
  const body = new URLSearchParams(new FormData(form));
  const told = { method: "POST", body, headers: { Prefer: "return=minimal" } };
  const answer = await fetch(form.action, told).catch(() => null);
  if (answer) await follow(answer.headers.get("Content-Location"), await answer.text());
  else form.submit(); // no network: the browser says so, and keeps what was typed
}

async function follow(following, text) {
  if (!following) { // what stands in the way, on the same page, all that was typed kept
    show(parsed(text));
    return;
  }
  const isNext = ahead && new URL(ahead.address).pathname === new URL(following, location).pathname;
  const page = isNext && Date.now() - ahead.since < FRESH ? await ahead.page : null;
  if (!page) {
    location.assign(following);
    return;
  }
  moved(following);
  show(page);
  tell(text);
}

begin();
document.addEventListener("record", begin);
addEventListener("popstate", () => location.reload());
