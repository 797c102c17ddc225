// Ids that the browser makes, so that a note has its name before the server has seen it: UUIDs of version 7.

let last = 0;

// Sortable by the moment it was made in; two made in one millisecond keep their order.
export function newId(now = Date.now()) {
  last = Math.max(now, last + 1);
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = (random[0] & 0x0f) | 0x70;
  random[2] = (random[2] & 0x3f) | 0x80;
  const tail = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const whole = last.toString(16).padStart(12, "0") + tail;
  return whole.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
