// An address: what is chosen becomes the spot, and the map goes there.

import { proposing } from "./combobox.js";

export function addresses(box, form) {
  const field = (name) => form.elements[name];
  const isPoint = () => new FormData(form).get("shape") === "Point";

  box.querySelector(".find").hidden = true; // the field proposes by itself
  box.querySelector(".found")?.remove();
  box.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it looks for a place, it sends nothing
  });
  proposing(box, {
    url: box.dataset.addresses,
    show: (address) => [address.label],
    typed: () => {},
    choose(address, input) {
      input.value = address.label;
      if (!isPoint()) return address.label;
      field("latitude").value = address.lat.toFixed(6);
      field("longitude").value = address.lon.toFixed(6);
      field("latitude").dispatchEvent(new Event("change")); // the map goes there
      field("place_source").value = "address";
      return address.label;
    },
  });
}
