// Have this phone told when something is there to be read, where its browser can: asked by a press,
// never on arrival.

import "./offline/app.js";

const part = document.querySelector("[data-push]");
const button = part?.querySelector("button");
const said = part?.querySelector("[role=status]");
const AT = "/api/v1/me/push";

// The worker keeps the form's own addresses, not this page's: it is waited for by itself.
async function worker() {
  const { lang } = document.documentElement;
  const known = await navigator.serviceWorker.register(`/observer/worker.js?lang=${lang}`, { scope: "/observer", type: "module", updateViaCache: "none" });
  const coming = known.installing ?? known.waiting;
  if (!known.active && coming) {
    await new Promise((done, failed) => {
      coming.addEventListener("statechange", () => {
        if (coming.state === "activated") done();
        if (coming.state === "redundant") failed(new Error("redundant"));
      });
    });
  }
  return known;
}

async function send(method, told) {
  const { token } = await (await fetch("/observer/token")).json();
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": token };
  const answer = await fetch(AT, { method, headers, body: JSON.stringify(told) });
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status });
}

async function keep(subscription, renews = false) {
  const { endpoint, keys } = subscription.toJSON();
  await send("POST", { endpoint, p256dh: keys.p256dh, auth: keys.auth, renews });
}

// Told again at each visit; who signed out here, or another who signs in, is not asked for again.
async function renewed(subscription) {
  try {
    await keep(subscription, true);
    return true;
  } catch (refused) {
    if (refused.status !== 404) throw refused;
    await subscription.unsubscribe();
    return false;
  }
}

async function ask(known) {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const told = { userVisibleOnly: true, applicationServerKey: part.dataset.push };
  let subscription;
  try {
    subscription = await known.pushManager.subscribe(told);
  } catch (other) { // made with a key of before
    if (other.name !== "InvalidStateError") throw other;
    await (await known.pushManager.getSubscription())?.unsubscribe();
    subscription = await known.pushManager.subscribe(told);
  }
  await keep(subscription);
  return "on";
}

async function stop(subscription) {
  await send("DELETE", { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
  return "off";
}

function show(isOn) {
  button.textContent = isOn ? part.dataset.stop : part.dataset.ask;
}

async function pressed() {
  button.disabled = true;
  try {
    const known = await worker();
    const subscription = await known.pushManager.getSubscription();
    const came = await (subscription ? stop(subscription) : ask(known));
    said.textContent = part.dataset[came];
    if (came !== "denied") show(came === "on");
  } catch {
    said.textContent = part.dataset.failed;
  } finally {
    button.disabled = false;
  }
}

async function begin() {
  const known = await navigator.serviceWorker.getRegistration("/observer");
  const subscription = await known?.pushManager?.getSubscription();
  show(Boolean(subscription));
  part.hidden = false;
  button.addEventListener("click", pressed);
  if (subscription) show(await renewed(subscription));
}

if (part && navigator.serviceWorker && "PushManager" in window && "Notification" in window) {
  begin().catch(() => {}); // it is asked again at the next visit
}
