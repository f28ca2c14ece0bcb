// On every page of the form: have the worker keep it, where the browser has workers.

import { canKeep, unsent } from "./kept.js";

if (canKeep() && navigator.serviceWorker) {
  const { lang } = document.documentElement;
  navigator.serviceWorker.register(`/observer/worker.js?lang=${lang}`, { scope: "/observer", type: "module", updateViaCache: "none" })
    .catch(() => {}); // the form works as well, with a network
}

// Ask the browser to send what waits when it can, and never to tidy it away.
export async function holdFast() {
  await navigator.storage?.persist?.().catch(() => {});
  const known = await navigator.serviceWorker?.getRegistration("/observer");
  if ((await unsent()).length) await known?.sync?.register("send").catch(() => {});
}
