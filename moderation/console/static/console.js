// The moderators' keys: one letter each, listed under “?”, turned off by who prefers (WCAG 2.1.4).
// A letter only ticks a verdict and moves the focus on; nothing is decided before Enter.

import { combobox } from "../form/taxa.js";
import { act as show, has as hasPhoto, KEYS as PHOTO_KEYS } from "./viewer.js";

let form;
let dialog;
let use;
let toMap;

// Kept with the account: If-Match says which state of it was seen; another one is asked for anew.
async function remember(use, seen = `"${dialog.dataset.seen}"`) {
  const answer = await fetch("/api/v1/me", {
    method: "PATCH",
    keepalive: true,
    headers: { "Content-Type": "application/json", "If-Match": seen, "X-CSRF-Token": dialog.dataset.token },
    body: JSON.stringify({ single_keys: use }),
  });
  if (answer.ok) {
    dialog.dataset.seen = answer.headers.get("ETag").replaceAll('"', "");
  } else if (answer.status === 412) {
    const known = await fetch("/api/v1/me");
    await remember(use, known.headers.get("ETag"));
  }
}

function tick(radio) {
  radio.checked = true;
  const reasons = radio.closest(".option").querySelector("select");
  const needsWhy = !["certain", "probable", "second-opinion", "abstain"].includes(radio.value);
  const target = needsWhy && reasons ? reasons : form.querySelector("[data-send]");
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  target.focus();
}

function choose(radio) {
  radio.closest("details").open = true;
  radio.checked = true;
  radio.focus();
}

function look(target) {
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: "center" });
  target.focus();
}

function step(way) {
  const link = document.querySelector(`a[rel=${way}]`);
  if (form) {
    link?.click();
    return;
  }
  const links = [...document.querySelectorAll(".queue a.whole")];
  const at = links.indexOf(document.activeElement) + (way === "next" ? 1 : -1);
  (links[at] ?? (way === "next" ? links.at(-1) : links[0]))?.focus();
}

function pressed(event) {
  const isTyping = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || dialog?.open || !use?.checked) return;
  const radio = form?.querySelector(`[data-key="${event.key}"]`);
  const answer = form?.querySelector(`[data-answer="${event.key}"]`);
  const undo = document.querySelector(`button[data-key="${event.key}"]`);
  const actions = { j: () => step("next"), k: () => step("prev"), m: () => toMap?.click(), "?": () => dialog.showModal() };
  const field = form?.querySelector(`[data-focus="${event.key}"]`);
  let act = actions[event.key];
  if (form && hasPhoto() && PHOTO_KEYS[event.key]) act = () => show(PHOTO_KEYS[event.key]);
  if (field) act = () => look(field);
  if (radio) act = () => tick(radio);
  if (answer) act = () => choose(answer);
  if (undo) act = () => undo.click();
  if (!act) return;
  event.preventDefault();
  act();
}

function mapped() {
  const map = document.querySelector(".map.shown");
  if (!toMap || !map || map.hidden) return;
  map.tabIndex = -1;
  toMap.hidden = false;
  toMap.addEventListener("click", () => look(map));
}

function named() {
  const box = form?.querySelector(".combobox");
  if (box) combobox(box);
  box?.addEventListener("input", () => { // a name that is written wins over one that is ticked
    for (const radio of form.querySelectorAll("[name=candidate]")) radio.checked = radio.value === "";
  });
}

function listed() {
  if (!dialog) return;
  const opener = document.querySelector("[data-keys=open]");
  const list = () => document.documentElement.classList.toggle("keys", use.checked);
  list();
  use.addEventListener("change", () => {
    remember(use.checked).catch(() => {}); // offline: for this page only
    list();
  });
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
}

function undoable() {
  for (const undo of document.querySelectorAll("[data-undo]")) { // no button for what is too late
    setTimeout(() => undo.remove(), undo.dataset.undo * 1000);
  }
}

function begin() {
  form = document.querySelector(".decide");
  dialog = document.querySelector("dialog.keys");
  use = document.querySelector("[data-keys=use]");
  toMap = document.querySelector("[data-map]");
  mapped();
  named();
  listed();
}

begin();
undoable();
document.addEventListener("record", begin);
document.addEventListener("told", undoable);
document.addEventListener("keydown", pressed);
