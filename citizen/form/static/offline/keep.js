// Keep a filled form on this phone, then send it; give a refused one back to its form.

import { get, put, remove } from "./kept.js";
import { sendAll } from "./sender.js";

const OURS = new Set(["csrf_token", "uuid"]); // of the page, not of the observation
const FILES = ["photos", "sounds"];
const PATIENCE = 10_000; // ms before one is told that it leaves later
const SOON = 5; // seconds: a town that is busy for so long is asked again before that

// crypto.randomUUID came with Chrome 92
export function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function digested(file) {
  const bytes = await file.arrayBuffer();
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digest = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { digest, name: file.name, type: file.type, bytes };
}

// Under whose account one observes, also when the session of this browser has ended since.
const holder = () => /(?:^|; )brindille_holder=(\w+)/.exec(document.cookie)?.[1] ?? "";

// Write a form down as it is filled in; it is kept once this resolves.
export async function keep(form) {
  const told = new FormData(form);
  const uuid = newUuid();
  const files = {};
  for (const name of FILES) {
    const chosen = told.getAll(name).filter((file) => file.size);
    files[name] = await Promise.all(chosen.map(digested));
  }
  const fields = [...told].filter(([name, value]) => typeof value === "string" && !OURS.has(name));
  const sending = { uuid, code: form.dataset.code, title: title(form), fields, ...files,
    keptAt: Date.now(), holder: holder(), state: "waiting" };
  await put(sending);
  const former = formerly();
  if (former) await remove(former);
  return sending;
}

const title = (form) => form.elements.cited_name?.value.trim() || document.querySelector("h1").textContent;

// Send now; resolves with what became of it: received, refused, held, or waiting.
export function leave(sending) {
  return new Promise((done) => {
    const timer = setTimeout(() => done(["waiting"]), PATIENCE);
    const hear = (one, state, detail) => {
      if (one.uuid !== sending.uuid || !["received", "refused", "held"].includes(state)) return;
      clearTimeout(timer);
      done([state, detail]);
    };
    const attempt = () => sendAll(hear).catch((met) => {
      if (met.seconds <= SOON) setTimeout(attempt, met.seconds * 1000);
      else done(["waiting"]);
    });
    attempt();
  });
}

// ---- a sending that was refused comes back to its form

const formerly = () => new URLSearchParams(location.hash.slice(1)).get("again");

export async function refill(form) {
  const former = formerly();
  const sending = former && (await get(former));
  if (!sending) return;
  for (const box of form.querySelectorAll("input[type=radio], input[type=checkbox]")) box.checked = false;
  for (const [name, value] of sending.fields) {
    const field = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const box = field.find((one) => /radio|checkbox/.test(one.type) && one.value === value);
    if (box) box.checked = true;
    else if (field.length && !/radio|checkbox|file/.test(field[0].type)) field[0].value = value;
  }
  for (const name of FILES) {
    const carried = new DataTransfer();
    for (const file of sending[name]) carried.items.add(new File([file.bytes], file.name, { type: file.type }));
    const input = form.elements[name];
    if (input) input.files = carried.files;
    input?.dispatchEvent(new Event("change", { bubbles: true }));
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
