// Which name is being typed after an @, and who fits it.

import { plain } from "rapport/ui/commands";

// A name stands after @ at a beginning of a word, and may have two parts.
const BEGUN = /(?:^|[^\p{L}\p{N}@])@([\p{L}\p{N}.'’_-]*(?: [\p{L}\p{N}.'’_-]*)?)$/u;
const MOST = 6;

// {start, typed} of the name before the caret; null where no name is being typed.
export function nameBefore(text, caret) {
  const found = BEGUN.exec(text.slice(0, caret));
  return found ? { start: caret - found[1].length - 1, typed: found[1] } : null;
}

// Those whose name, or a word of it, or whose address begins with what is typed; whole names first.
export function fitting(people, typed) {
  const wanted = plain(typed);
  const ranked = people.map((person) => ({ person, rank: rankOf(person, wanted) }));
  const fit = ranked.filter(({ rank }) => rank < Infinity).sort((one, other) => one.rank - other.rank);
  return fit.slice(0, MOST).map(({ person }) => person);
}

// The text with the name taken over, and where the caret goes.
export function taken(text, caret, { start }, name) {
  const after = text.slice(caret).startsWith(" ") ? text.slice(caret + 1) : text.slice(caret);
  return { text: `${text.slice(0, start)}@${name} ${after}`, caret: start + name.length + 2 };
}

function rankOf({ name, email }, wanted) {
  const whole = plain(name);
  if (whole.startsWith(wanted)) return 0;
  if (whole.split(/\s+/).some((word) => word.startsWith(wanted))) return 1;
  return plain(email ?? "").startsWith(wanted) ? 2 : Infinity;
}
