/** What a place on the map says when it is opened: built of nodes, never of text taken for markup. */

const MOST = 8; // records named in the popup of a blurred place

function make(tag, text, values = {}) {
  const node = Object.assign(document.createElement(tag), values);
  node.append(text);
  return node;
}

/** The popup of a record, or of a square of heat. */
export function popup(one) {
  const box = document.createElement("div");
  if (one.photo) box.append(make("img", "", { src: one.photo, alt: "" }));
  box.append(paragraph(one.path ? make("a", one.title, { href: one.path }) : one.title));
  if (one.latin) box.append(paragraph(make("em", one.latin, { lang: "la" })));
  for (const words of [one.when, one.where, one.felt, one.hot]) {
    if (words) box.append(paragraph(words));
  }
  return box;
}

/** The popup of all the records that one blurred place stands for. */
export function groupPopup(words, features, more) {
  const box = document.createElement("div");
  box.append(paragraph(make("strong", words)));
  for (const { properties: one } of features.slice(0, MOST)) {
    const line = paragraph(make("a", one.title, { href: one.path }));
    line.append(`, ${one.when}`);
    box.append(line);
  }
  if (features.length > MOST) box.append(paragraph(more.replace("%n", features.length - MOST)));
  return box;
}

function paragraph(content) {
  return make("p", content);
}

/** Features that lie at the very same place, together. */
export function groups(features) {
  const byPlace = new Map();
  for (const one of features) {
    const place = JSON.stringify(one.geometry.coordinates);
    byPlace.set(place, [...(byPlace.get(place) ?? []), one]);
  }
  return [...byPlace.values()];
}
