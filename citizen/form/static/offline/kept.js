// What waits on this phone: observations as they were filled in, with their photos, until the town
// has them. Written with durability "strict": what is said to be kept survives a flat battery.

const DATABASE = "brindille";
const VERSION = 1;
const SENDINGS = "sendings";
const REMEMBERED = 30 * 24 * 3600 * 1000; // ms: how long one can read here that it was received

let opened = null;

export const canKeep = () =>
  Boolean(globalThis.indexedDB && globalThis.isSecureContext && globalThis.crypto?.subtle);

function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(DATABASE, VERSION);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SENDINGS, { keyPath: "uuid" });
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { // a newer page is here: let it in
        asked.result.close();
        opened = null;
      };
      done(asked.result);
    };
    asked.onerror = () => failed(asked.error);
  });
  opened.catch(() => { opened = null; });
  return opened;
}

async function within(mode, act) {
  const database = await open();
  return new Promise((done, failed) => {
    const transaction = database.transaction(SENDINGS, mode, { durability: "strict" });
    const request = act(transaction.objectStore(SENDINGS));
    transaction.oncomplete = () => done(request.result);
    transaction.onabort = transaction.onerror = () => failed(transaction.error);
  });
}

// A sending: uuid, code of its protocol, title, fields [[name, value]], photos and sounds
// [{digest, name, type, bytes}], keptAt (ms), holder (the mark of the account it was kept under, ""
// for none), state: waiting, refused, received.
export const put = (sending) => within("readwrite", (store) => store.put(sending));
export const get = (uuid) => within("readonly", (store) => store.get(uuid));
export const remove = (uuid) => within("readwrite", (store) => store.delete(uuid));

export async function all() {
  const found = await within("readonly", (store) => store.getAll());
  return found.sort((one, other) => one.keptAt - other.keptAt);
}

export const waiting = async () => (await all()).filter((one) => one.state === "waiting");
export const unsent = async () => (await all()).filter((one) => one.state !== "received");

// What the town has: its photos are forgotten here, the rest is remembered for a month.
export async function received(sending, receipt) {
  await put({ ...sending, state: "received", receivedAt: receipt.received_at, fields: [], photos: [], sounds: [] });
  for (const old of await all()) {
    if (old.state === "received" && Date.now() - Date.parse(old.receivedAt) > REMEMBERED) await remove(old.uuid);
  }
}
