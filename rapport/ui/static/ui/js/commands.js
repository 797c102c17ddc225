// Which commands fit what was typed: every word must occur, names that begin with it come first.

export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export function matching(commands, typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const ranked = commands.map((command) => ({ command, rank: rankOf(plain(command.name), words) }));
  const fitting = ranked.filter(({ rank }) => rank < Infinity);
  return fitting.sort((one, other) => one.rank - other.rank).map(({ command }) => command);
}

function rankOf(name, words) {
  let rank = 0;
  for (const word of words) {
    const at = name.indexOf(word);
    if (at < 0) return Infinity;
    rank += at === 0 ? 0 : name[at - 1] === " " ? 1 : 2;
  }
  return rank;
}
