// A zip of files that are stored as they are: a copy of what waits, for whoever fears for it.
// After APPNOTE.TXT 6.3 of PKWARE: local headers, then the central directory and its end.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

// Numbers of 2 or 4 bytes, the smallest first.
function packed(parts) {
  const view = new DataView(new ArrayBuffer(parts.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of parts) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

const UTF8 = 0x0800;
const VERSION = 20;

function described(name, bytes) {
  return [[2, VERSION], [2, UTF8], [2, 0], [2, 0], [2, 0x21], [4, crc32(bytes)],
    [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
}

// files: [[name, Uint8Array]]
export function zip(files) {
  const written = [];
  const directory = [];
  let at = 0;
  for (const [told, bytes] of files) {
    const name = new TextEncoder().encode(told);
    const local = packed([[4, 0x04034b50], ...described(name, bytes)]);
    const central = [[4, 0x02014b50], [2, VERSION], ...described(name, bytes)];
    directory.push(packed([...central, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), name);
    written.push(local, name, bytes);
    at += local.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = packed([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length],
    [4, size], [4, at], [2, 0]]);
  return new Blob([...written, ...directory, end], { type: "application/zip" });
}
