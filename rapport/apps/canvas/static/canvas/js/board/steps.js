// What a gesture does to the page at once, before the server has answered.

export function showSteps(page, gesture) {
  for (const step of gesture.steps) SHOWN[step.do]?.(page, step, gesture);
}

// The notes a gesture is about.
export function notesOf(gesture) {
  return gesture.steps.flatMap((step) => step.notes ?? (step.note ? [step.note] : []));
}

const SHOWN = {
  add(page, step) {
    let below = step.below;
    step.notes.forEach((id, index) => {
      if (page.note(id)) return;
      page.put(page.make(id, step.texts[index]), step.section, below);
      below = id;
    });
  },
  edit(page, step, gesture) {
    const note = page.note(step.note);
    if (!note) return;
    note.text = step.text;
    note.dataset.buildsOn = gesture.key;
    note.classList.add("note--unsaved");
  },
  move(page, step) {
    const item = page.note(step.note)?.item;
    if (item) page.put(item, step.section, step.below);
  },
  recolour(page, step) {
    const note = page.note(step.note);
    if (step.hue) note?.setAttribute("data-hue", step.hue);
    else note?.removeAttribute("data-hue");
    note?.classList.add("note--unsaved");
  },
  tag(page, step) {
    const note = page.note(step.note);
    if (note) note.tags = [...note.tags.filter((word) => word !== step.tag), step.tag];
  },
  untag(page, step) {
    const note = page.note(step.note);
    if (note) note.tags = note.tags.filter((word) => word !== step.tag);
  },
  weigh(page, step) {
    page.note(step.note)?.classList.add("note--unsaved");
  },
  vote(page, step) {
    page.note(step.note)?.classList.add("note--unsaved");
  },
  unvote(page, step) {
    page.note(step.note)?.classList.add("note--unsaved");
  },
  delete(page, step) {
    page.note(step.note)?.item.remove();
  },
};
