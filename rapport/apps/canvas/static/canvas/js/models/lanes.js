// Where marks stand in one row of the assumptions map, so that none covers another: across by their evidence, and as
// many lanes down as it takes. Marks are {id, width, zone, leaning}; lengths run from the start of a line.

const GAP = 6;
const EDGES = { against: [0, 0.33], open: [0.33, 0.67], for: [0.67, 1] };

export function packed(marks, width) {
  const lanes = [];
  const places = marks.map((mark) => {
    const [start, end] = EDGES[mark.zone].map((edge) => edge * width);
    const room = { start: start + GAP / 2, end: end - GAP / 2 };
    const wanted = mark.zone === "open" ? null : exact(mark, room);
    return { id: mark.id, ...firstFree(lanes, mark, room, wanted) };
  });
  return { places, lanes: lanes.length };
}

// Few enough to stand with their words; more stand with their numbers only.
export function areMany(marks, zone, most = 10) {
  return marks.filter((mark) => mark.zone === zone).length > most;
}

function exact({ leaning, width, zone }, { start, end }) {
  const way = zone === "for" ? leaning : 1 + leaning;
  const middle = start + way * (end - start);
  return Math.max(start, Math.min(middle - width / 2, end - width));
}

function firstFree(lanes, mark, room, wanted) {
  for (let lane = 0; ; lane += 1) {
    lanes[lane] ??= [];
    const left = wanted ?? nextAfter(lanes[lane], room);
    const fits = left + mark.width <= room.end + 1 || left <= room.start;
    if (fits && lanes[lane].every((taken) => left >= taken.end + GAP || left + mark.width + GAP <= taken.start)) {
      lanes[lane].push({ start: left, end: left + mark.width });
      return { left, lane };
    }
  }
}

// Where nothing is decided, marks stand side by side: there is no nearer and farther.
function nextAfter(taken, { start, end }) {
  const inside = taken.filter((one) => one.end > start && one.start < end);
  return inside.length ? Math.max(...inside.map((one) => one.end)) + GAP : start;
}
