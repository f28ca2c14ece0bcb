// The moderators' keys: one letter each, listed under “?”, turned off by who prefers (WCAG 2.1.4).
// A letter only ticks a verdict and moves the focus on; nothing is decided before Enter.

import { combobox } from "../form/taxa.js";

const OFF = "brindille.keys.off";
const form = document.querySelector(".decide");
const dialog = document.querySelector("dialog.keys");
const opener = document.querySelector("[data-keys=open]");
const use = document.querySelector("[data-keys=use]");

function areOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // storage refused: the keys work, for this page
  }
}

function remember(off) {
  try {
    localStorage.setItem(OFF, off ? "yes" : "no");
  } catch { /* for this page only */ }
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
  const actions = { j: () => step("next"), k: () => step("prev"), "?": () => dialog.showModal() };
  let act = actions[event.key];
  if (radio) act = () => tick(radio);
  if (answer) act = () => choose(answer);
  if (undo) act = () => undo.click();
  if (!act) return;
  event.preventDefault();
  act();
}

for (const undo of document.querySelectorAll("[data-undo]")) { // no button for what is too late
  setTimeout(() => undo.remove(), undo.dataset.undo * 1000);
}
if (form) {
  const box = form.querySelector(".combobox");
  if (box) combobox(box);
  box?.addEventListener("input", () => { // a name that is written wins over one that is ticked
    for (const radio of form.querySelectorAll("[name=candidate]")) radio.checked = radio.value === "";
  });
}
if (dialog) {
  const show = () => document.documentElement.classList.toggle("keys", use.checked);
  use.checked = !areOff();
  show();
  use.addEventListener("change", () => {
    remember(!use.checked);
    show();
  });
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", pressed);
}
