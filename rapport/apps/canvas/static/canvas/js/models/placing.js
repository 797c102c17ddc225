// Where dragged notes would land: the section under the pointer, and the note they would stand below.
// Boxes are {left, top, right, bottom}; a section is {key, box, list, notes: [{id, box}]}, notes in order.

const GAP = 5;

export function placeAt(point, sections, ...dragged) {
  const section = sections.find(({ box }) => holds(box, point));
  if (!section) return null;
  const notes = section.notes.filter(({ id }) => !dragged.includes(id));
  const above = isOneColumn(notes)
    ? notes.findLast(({ box }) => middle(box).y < point.y)
    : notes.findLast(({ box }) => box.bottom < point.y || (holdsRow(box, point) && middle(box).x < point.x));
  return { section: section.key, below: above?.id ?? null, line: lineFor(section, notes, above) };
}

function lineFor({ list }, notes, above) {
  const next = notes[above ? notes.indexOf(above) + 1 : 0];
  const beside = above ?? next;
  if (!beside) return { left: list.left, top: list.top, width: list.right - list.left };
  const sameColumn = !above || !next || Math.abs(next.box.left - above.box.left) < 2;
  const top = !above ? next.box.top - GAP : sameColumn && next ? (above.box.bottom + next.box.top) / 2 : above.box.bottom + GAP;
  return { left: beside.box.left, top, width: beside.box.right - beside.box.left };
}

function holds(box, { x, y }) {
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
}

function holdsRow(box, { y }) {
  return y >= box.top && y <= box.bottom;
}

function middle(box) {
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}

function isOneColumn(notes) {
  return notes.every(({ box }) => Math.abs(box.left - notes[0].box.left) < 2);
}
