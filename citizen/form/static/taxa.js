// A field that proposes the names of TAXREF: the name stays as typed, the number goes beside.

import { proposing } from "./combobox.js";

function shown(taxon) {
  const name = document.createElement("i");
  const common = document.createElement("span");
  name.textContent = taxon.name;
  name.lang = "la";
  common.textContent = taxon.vernacular;
  return taxon.vernacular ? [common, " ", name] : [name];
}

export function combobox(box) {
  const number = box.querySelector("input[type=hidden]");

  // Where and in which month it was seen: what is seen here at that time is proposed first.
  function here() {
    const { territory } = box.dataset;
    const day = number.form?.elements.date?.value ?? "";
    const month = Number(box.dataset.month ?? day.slice(5, 7)) || new Date().getMonth() + 1;
    return territory ? { territory, month } : {};
  }

  proposing(box, {
    url: box.dataset.taxa,
    more: here,
    show: shown,
    known: (typed) => import("./offline/names.js").then(({ find }) => find(typed, 8)),
    typed: () => { number.value = ""; },
    choose(taxon, input) {
      input.value = taxon.matched;
      number.value = taxon.cd_nom;
      return [taxon.name, taxon.vernacular].filter(Boolean).join(", ");
    },
  });
}
