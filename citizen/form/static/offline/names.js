// Names without network: the taxa one will most likely meet here, taken along by the worker.
// They are looked for as the town does: accents and ligatures ignored, words begun in any order,
// one slip allowed from five letters.

const URL_OF_PACK = "/observer/names.json";
const LONG = 5; // letters

let pack = null; // [[cd_nom, name, vernacular, words]]

const folded = (text) => text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^a-z0-9]+/g, " ").trim();

async function load() {
  const answer = await fetch(URL_OF_PACK);
  const { taxa } = await answer.json();
  return taxa.map(([number, name, vernacular]) =>
    [number, name, vernacular, folded(`${vernacular} ${name}`).split(" ")]);
}

// Whether a word begins with what was typed, but for one letter wrong, missing, added or swapped.
export function nearly(word, typed) {
  if (typed.length < LONG || word[0] !== typed[0]) return false;
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const [rest, begun] = [typed.slice(at), word.slice(at)];
  return begun.slice(1).startsWith(rest.slice(1)) || begun.startsWith(rest.slice(1))
    || begun.slice(1).startsWith(rest)
    || (rest[0] === begun[1] && rest[1] === begun[0] && begun.slice(2).startsWith(rest.slice(2)));
}

const begins = (word, typed) => word.startsWith(typed);
const fits = (words, typed, how) => typed.every((one) => words.some((word) => how(word, one)));

export async function find(text, limit) {
  pack ??= await load();
  const typed = folded(text).split(" ").filter(Boolean);
  if (!typed.length) return [];
  const joined = [typed.join("")]; // "rouge gorge"
  let found = pack.filter(([, , , words]) => fits(words, typed, begins) || fits(words, joined, begins));
  if (!found.length) {
    found = pack.filter(([, , , words]) => fits(words, typed, (word, one) => begins(word, one) || nearly(word, one)));
  }
  const first = ([, , , words]) => Number(!words[0].startsWith(typed[0]));
  return found.map((one, at) => [first(one), at, one]).sort((one, other) => one[0] - other[0] || one[1] - other[1])
    .slice(0, limit).map(([, , [cd_nom, name, vernacular]]) => ({ cd_nom, name, vernacular, matched: vernacular || name }));
}
