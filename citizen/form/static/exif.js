// Read in a JPEG when and where it was taken; after EXIF 2.32 (CIPA DC-008) and TIFF 6.0.

const SOI = 0xffd8;
const APP1 = 0xffe1;
const HEAD = 256 * 1024; // bytes: the EXIF stands before the picture
const SIZES = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
const TAGS = { exif: 0x8769, gps: 0x8825, taken: 0x9003, offset: 0x9011,
  latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4, reach: 31 };

// Where the TIFF of a JPEG's EXIF begins; -1 where there is none.
function tiffOf(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== SOI) return -1;
  for (let at = 2; at + 10 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker === APP1 && view.getUint32(at + 4) === 0x45786966) return at + 10; // "Exif"
    if (marker < 0xffe0 || marker > 0xfffe || marker === 0xffda) return -1;
  }
  return -1;
}

class Directory {
  constructor(view, tiff, at) {
    this.view = view;
    this.tiff = tiff;
    this.little = view.getUint16(tiff) === 0x4949; // "II": the smallest byte first
    this.entries = new Map();
    const count = view.getUint16(tiff + at, this.little);
    for (let one = 0; one < count; one += 1) {
      const entry = tiff + at + 2 + one * 12;
      this.entries.set(view.getUint16(entry, this.little), entry);
    }
  }

  // Every value of a tag: numbers, or the characters of a text.
  values(tag) {
    const entry = this.entries.get(tag);
    if (entry === undefined) return [];
    const kind = this.view.getUint16(entry + 2, this.little);
    const count = Math.min(this.view.getUint32(entry + 4, this.little), 64);
    const isNear = (SIZES[kind] ?? 1) * count <= 4;
    const start = isNear ? entry + 8 : this.tiff + this.view.getUint32(entry + 8, this.little);
    return Array.from({ length: count }, (_, at) => this.#one(kind, start + at * (SIZES[kind] ?? 1)));
  }

  #one(kind, at) {
    if (kind === 3) return this.view.getUint16(at, this.little);
    if (kind === 4) return this.view.getUint32(at, this.little);
    if (kind === 5) return this.view.getUint32(at, this.little) / this.view.getUint32(at + 4, this.little);
    return this.view.getUint8(at);
  }

  text(tag) {
    return String.fromCharCode(...this.values(tag)).replace(/\0.*$/s, "").trim();
  }

  under(tag) {
    const [at] = this.values(tag);
    return at ? new Directory(this.view, this.tiff, at) : null;
  }
}

function degrees(gps, tag, negative) {
  const [whole, minutes = 0, seconds = 0] = gps.values(tag);
  const value = whole + minutes / 60 + seconds / 3600;
  return gps.text(tag - 1).toUpperCase() === negative ? -value : value;
}

function placeOf(gps) {
  if (!gps) return null;
  const latitude = degrees(gps, TAGS.latitude, "S");
  const longitude = degrees(gps, TAGS.longitude, "W");
  const isSomewhere = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude || longitude);
  return isSomewhere ? { latitude, longitude, reach: gps.values(TAGS.reach)[0] || null } : null;
}

function momentOf(exif) {
  const [, year, month, day, hour, minute] =
    /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d)/.exec(exif?.text(TAGS.taken) ?? "") ?? [];
  if (!Number(year)) return null;
  const offset = /^[+-]\d\d:\d\d$/.exec(exif.text(TAGS.offset));
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}`, offset: offset ? offset[0] : "" };
}

// { moment: {date, time, offset}, place: {latitude, longitude, reach in metres} }, each or null.
export async function told(file) {
  try {
    const view = new DataView(await file.slice(0, HEAD).arrayBuffer());
    const tiff = tiffOf(view);
    if (tiff < 0) return { moment: null, place: null };
    const first = new Directory(view, tiff, view.getUint32(tiff + 4, view.getUint16(tiff) === 0x4949));
    return { moment: momentOf(first.under(TAGS.exif)), place: placeOf(first.under(TAGS.gps)) };
  } catch {
    return { moment: null, place: null }; // cut or twisted: it tells nothing
  }
}
