// Send what waits, oldest first, one sender at a time among all tabs and the worker. Nothing is
// forgotten before the town's own receipt was read: a page of a hotel's Wi-Fi is no receipt.

import { put, received, waiting } from "./kept.js";

const PART = 512 * 1024; // bytes of a photo sent at once: what a poor network carries in one breath
const TURN = "brindille-sender";
// What becomes of each sending, for the other tabs and the worker: never heard by who says it.
export const others = self.BroadcastChannel ? new BroadcastChannel(TURN) : null;
const PAUSES = { 429: 60, 503: 5 }; // seconds, when the answer does not say

let token = "", holder = ""; // of the account open here, "" for one without a name
let keeper = ""; // whose sending leaves now

export class Later extends Error { // no network, or the town is busy
  constructor(seconds = 30) {
    super("later");
    this.seconds = seconds;
  }
}

export class Away extends Later {} // nothing answers, which may last a second: networks come back by fits

export class Refused extends Error { // it will be no better another time
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

const isJson = (answer) => /^application\/(problem\+)?json/.test(answer.headers.get("Content-Type") ?? "");

async function reach(url, options = {}) {
  try {
    return await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "error", ...options });
  } catch {
    throw new Away();
  }
}

async function read(answer) {
  if (!isJson(answer)) throw new Later(); // not ours
  try {
    return await answer.json();
  } catch {
    throw new Later(); // cut in the middle
  }
}

export class Held extends Error {} // kept under an account that is not the one open here

// Whether an account is open here, as far as the town last said.
export const isSomebody = () => Boolean(holder);

async function newToken() {
  const answer = await reach("/observer/token");
  const told = await read(answer);
  if (!answer.ok || told.token === undefined) throw new Later();
  [token, holder] = [told.token, told.holder];
}

// Ask the town; a token that no longer serves is replaced once.
async function ask(method, url, body, headers = {}, again = true) {
  if (!token || (keeper && keeper !== holder)) throw new Held();
  const answer = await reach(url, {
    method, body, headers: { Accept: "application/json", "X-CSRF-Token": token, ...headers } });
  if (answer.ok || (method === "HEAD" && answer.status === 404)) return answer;
  if (answer.status === 429 || answer.status >= 500 || answer.status === 408) {
    throw new Later(Number(answer.headers.get("Retry-After")) || PAUSES[answer.status] || 30);
  }
  const problem = await read(answer);
  if (again && [401, 403].includes(answer.status)) {
    await newToken();
    return ask(method, url, body, headers, false);
  }
  if (/press-again/.test(problem.type)) throw new Later(3); // a robot would not wait
  throw new Refused(problem);
}

async function tell(sending) {
  const form = new FormData();
  for (const [name, value] of sending.fields) form.append(name, value);
  for (const photo of sending.photos) form.append("photo", photo.digest);
  const answer = await ask("PUT", `/observer/${sending.code}/envoi/${sending.uuid}`, form);
  const receipt = await read(answer);
  if (receipt.uuid !== sending.uuid || !receipt.digest) throw new Later();
  return receipt;
}

// Send a file from where the town has it; its digest closes.
async function carry(sending, kind, file) {
  const url = `/api/v1/observations/${sending.uuid}/${kind}/${file.digest}`;
  const there = await ask("HEAD", url);
  let at = Number(there.headers.get("Upload-Offset")) || 0;
  while (at < file.bytes.byteLength) {
    const part = file.bytes.slice(at, at + PART);
    const answer = await ask("PATCH", url, part, {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(at), "Upload-Length": String(file.bytes.byteLength) });
    if (answer.status !== 204) return;
    const reached = Number(answer.headers.get("Upload-Offset"));
    if (!(reached > at)) throw new Later();
    at = reached;
  }
}

// Send one observation whole; return its receipt, with the files that were refused.
async function send(sending) {
  keeper = sending.holder ?? "";
  const receipt = await tell(sending);
  const lost = [];
  const missing = sending.photos.filter((photo) => receipt.missing_photos.includes(photo.digest));
  for (const [kind, files] of [["photos", missing], ["sounds", sending.sounds]]) {
    for (const file of files) {
      try {
        await carry(sending, kind, file);
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        lost.push(`${refused.problem.type.split("/").pop()} ${file.name}`);
      }
    }
  }
  await received({ ...sending, lost }, receipt);
  return { ...receipt, lost };
}

// Send all that waits; tell(sending, state, detail) hears what becomes of each, and so do others.
async function run(told) {
  const hear = (sending, state, detail) => {
    told(sending, state, detail);
    others?.postMessage({ uuid: sending.uuid, title: sending.title, state });
  };
  const sendings = await waiting();
  if (sendings.length) await newToken(); // whoever signed in since the last time is known
  for (const sending of sendings) {
    try {
      hear(sending, "sending");
      hear(sending, "received", await send(sending));
    } catch (met) {
      if (met instanceof Held) {
        hear(sending, "held");
        continue;
      }
      if (!(met instanceof Refused)) {
        hear(sending, "waiting");
        throw met;
      }
      await put({ ...sending, state: "refused", problem: met.problem });
      hear(sending, "refused", met.problem);
    }
  }
}

export function sendAll(hear = () => {}) {
  return navigator.locks ? navigator.locks.request(TURN, () => run(hear)) : run(hear);
}
