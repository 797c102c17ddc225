// A pasted list: one note a line, without the marks that lists are written with.

const MARK = /^\s*(?:[-*•‣◦–—+]|\d{1,3}[.)]|\[[ xX]?\])\s+/u;

export function linesOf(text) {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(MARK, "").replace(MARK, "").trim())
    .filter(Boolean);
}

// What becomes of a draft when something is pasted into it; null when it is an ordinary paste.
export function notesOfPaste(pasted, before = "", after = "") {
  const lines = linesOf(pasted);
  if (lines.length < 2) return null;
  const [first, ...rest] = lines;
  const joined = [`${before.trim()} ${first}`.trim(), ...rest];
  const end = after.trim();
  return end ? [...joined, end] : joined;
}
