// What waits on this phone, in words: sent by itself when there is a network, or by a button.

import { canKeep, put, remove, unsent } from "./kept.js";
import { Away, isSomebody, others, sendAll } from "./sender.js";

const AGAIN = 30_000; // ms between two tries while this page is open
const SOON = [3_000, 10_000]; // ms, when nothing answered

const box = document.querySelector("#waiting");
const words = JSON.parse(box.dataset.words);
const list = box.querySelector("ul");
const said = document.querySelector("#waiting-said");
const sendingNow = new Set();
const held = new Set(); // kept under an account that is not the one open here
let away = 0; // tries in a row that nobody answered
let next = 0;
const DAY = 86_400_000; // ms
const isErased = "standalone" in navigator && !navigator.standalone; // iOS, not on the home screen: after 7 days

const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);

function stateOf(one) {
  if (sendingNow.has(one.uuid)) return words.sending;
  if (held.has(one.uuid)) return words.held;
  return one.state === "refused" ? `${words.refused} ${one.problem?.title ?? ""}` : words.kept;
}

/** Since how many days it is kept, where the phone erases what is not visited. */
function since({ keptAt }) {
  const days = Math.floor((Date.now() - new Date(keptAt)) / DAY);
  return days < 1 ? words.today : (days < 2 ? words.day : words.days).replace("%n", days);
}

function shown(one) {
  const item = document.createElement("li");
  const when = new Date(one.keptAt).toLocaleString(document.documentElement.lang, {
    day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  item.append(made("strong", one.title), " ", made("span", `${when} – ${stateOf(one)}`, { className: "hint" }));
  if (isErased) item.append(made("span", ` (${since(one)})`, { className: "hint" }));
  if (one.state === "refused") {
    const mend = made("a", words.mend, { href: `/observer/${one.code}#again=${one.uuid}` });
    const drop = made("button", words.drop, { type: "button", className: "link" });
    drop.addEventListener("click", async () => {
      if (!confirm(words.sure)) return;
      await remove(one.uuid);
      await draw();
      (list.querySelector("a, button") ?? box).focus();
    });
    item.append(" ", mend, " ", drop);
  }
  return item;
}

async function draw() {
  const waits = await unsent();
  box.hidden = !waits.length;
  box.querySelector("[data-ios]").hidden = !isErased;
  box.querySelector(".count").textContent = waits.length;
  list.replaceChildren(...waits.map(shown));
  const isHeld = waits.some(({ uuid }) => held.has(uuid));
  box.querySelector("[data-held]").hidden = !isHeld;
  box.querySelector("[data-do=release]").textContent = isSomebody() ? words.here : words.nobody;
  box.querySelector("[data-do=send]").hidden = isHeld; // it would change nothing
  if (waits.length) navigator.setAppBadge?.(waits.length)?.catch(() => {});
  else navigator.clearAppBadge?.()?.catch(() => {});
  return waits;
}

function hear(sending, state) {
  if (state === "sending") sendingNow.add(sending.uuid);
  else sendingNow.delete(sending.uuid);
  if (state === "held") held.add(sending.uuid);
  else held.delete(sending.uuid);
  if (state === "received") said.textContent = words.received.replace("%t", sending.title);
  draw();
}

async function attempt() {
  if (!(await draw()).some((one) => one.state === "waiting")) return;
  let met = null;
  try {
    await sendAll(hear);
  } catch (late) {
    met = late;
    said.textContent = words.later;
  }
  away = met instanceof Away ? away + 1 : 0;
  sendingNow.clear();
  await draw();
}

async function send() {
  clearTimeout(next);
  await attempt();
  clearTimeout(next); // two that met leave one
  next = setTimeout(send, SOON[away - 1] ?? AGAIN);
}

// Whoever is here decides that what another account kept leaves under the one open now, or under none.
async function release() {
  if (!isSomebody()) document.cookie = "brindille_holder=; Max-Age=0; Path=/"; // nor will the next ones wait
  for (const one of await unsent()) if (one.holder) await put({ ...one, holder: "" });
  await send();
  (box.hidden ? said : box).focus();
}

async function copy() {
  const { zip } = await import("./zip.js");
  const waits = await unsent();
  const told = waits.map(({ photos, sounds, ...rest }) => ({
    ...rest, photos: photos.map(({ digest, name }) => ({ digest, name })),
    sounds: sounds.map(({ digest, name }) => ({ digest, name })) }));
  const text = new TextEncoder().encode(JSON.stringify(told, null, 2));
  const files = waits.flatMap((one) => [...one.photos, ...one.sounds].map((file) =>
    [`${one.uuid}/${file.digest}${(/\.\w+$/.exec(file.name) ?? [""])[0]}`, new Uint8Array(file.bytes)]));
  const link = made("a", "", { href: URL.createObjectURL(zip([["observations.json", text], ...files])),
    download: `${words.file}.zip` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

if (canKeep()) {
  box.querySelector("[data-do=send]").addEventListener("click", send);
  box.querySelector("[data-do=copy]").addEventListener("click", copy);
  box.querySelector("[data-do=release]").addEventListener("click", release);
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  if (others) others.onmessage = ({ data: { state, ...sending } }) => hear(sending, state);
  send();
}
