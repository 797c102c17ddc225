// Carrying notes with mouse, pen or finger: the one held, or all that are chosen when it is one of them. A line shows
// where they would stand; Esc or a bad place puts them back.

import { placeAt } from "rapport/canvas/models/placing";

const FAR_ENOUGH = 5;
const HOLD = 280;
const EDGE = 60;

export class Dragging {
  #drag = null;
  #line = document.createElement("div");

  constructor(board, page) {
    Object.assign(this, { board, page });
    this.#line.className = "insertion";
    page.root.addEventListener("pointerdown", (event) => this.#down(event));
    addEventListener("pointermove", (event) => this.#move(event));
    addEventListener("pointerup", (event) => this.#up(event));
    addEventListener("pointercancel", () => this.#end());
    addEventListener("keydown", (event) => event.key === "Escape" && this.#end(), true);
    // Once a finger has lifted a note, the page must not scroll away under it.
    page.root.addEventListener("touchmove", (event) => this.#drag?.lifted && event.preventDefault(), { passive: false });
    page.root.addEventListener("contextmenu", (event) => this.#drag?.touch && event.preventDefault());
  }

  carries(note) {
    return this.#drag?.lifted === true && this.#drag.notes.includes(note);
  }

  #down(event) {
    const note = event.target.closest("sticky-note");
    const pressable = event.target.closest("a, button, textarea, input");
    if (!note || pressable || event.button || !note.mayChange || note.isEditing) return;
    const touch = event.pointerType === "touch";
    this.#drag = { note, touch, id: event.pointerId, start: { x: event.clientX, y: event.clientY }, lifted: false };
    if (touch) this.#drag.timer = setTimeout(() => this.#lift(), HOLD);
  }

  #move(event) {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.id) return;
    const far = Math.hypot(event.clientX - drag.start.x, event.clientY - drag.start.y) > FAR_ENOUGH;
    if (!drag.lifted && far) {
      if (drag.touch) return this.#end();
      this.#lift();
    }
    if (!drag.lifted) return;
    drag.at = { x: event.clientX, y: event.clientY };
    this.#show();
    this.#scroll();
  }

  #lift() {
    const drag = this.#drag;
    if (!drag) return;
    Object.assign(drag, { lifted: true, at: drag.start, scrolled: { x: scrollX, y: scrollY } });
    drag.sections = this.page.sections.map((section) => this.#measured(section));
    drag.notes = this.board.selection.around(drag.note).filter((note) => note.mayChange);
    for (const note of drag.notes) note.classList.add(note === drag.note ? "note--lifted" : "note--along");
    if (drag.notes.length > 1) drag.note.dataset.carried = drag.notes.length;
    document.documentElement.classList.add("is-carrying");
    getSelection()?.removeAllRanges();
    this.page.root.append(this.#line);
    if (drag.touch) navigator.vibrate?.(10);
  }

  #measured(section) {
    const notes = this.page.shownIn(section.dataset.section);
    return {
      key: section.dataset.section,
      box: onPage(section),
      list: onPage(section.querySelector("[data-notes]")),
      notes: notes.map((note) => ({ id: note.key, box: onPage(note.item) })),
    };
  }

  #show() {
    const drag = this.#drag;
    const [x, y] = [drag.at.x + scrollX, drag.at.y + scrollY];
    const home = { x: drag.start.x + drag.scrolled.x, y: drag.start.y + drag.scrolled.y };
    drag.note.style.translate = `${x - home.x}px ${y - home.y}px`;
    drag.place = placeAt({ x, y }, drag.sections, ...drag.notes.map((note) => note.key));
    this.#line.hidden = !drag.place;
    if (!drag.place) return;
    const root = onPage(this.page.root);
    const { left, top, width } = drag.place.line;
    Object.assign(this.#line.style, { left: `${left - root.left}px`, top: `${top - root.top}px`, width: `${width}px` });
  }

  // Near the edge of the window the page follows.
  #scroll() {
    const { y } = this.#drag.at;
    const speed = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
    if (speed) scrollBy(0, speed / 3);
  }

  #up(event) {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.id) return;
    const { lifted, place, notes } = drag;
    const drop = lifted && place ? () => this.board.deeds.move(notes, place.section, place.below) : null;
    if (lifted) this.#swallowClick();
    this.#end(drop);
  }

  // The press that ends a drag is no click on the note.
  #swallowClick() {
    const swallow = (click) => click.stopPropagation();
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
  }

  #end(drop = null) {
    const drag = this.#drag;
    if (!drag) return;
    clearTimeout(drag.timer);
    // Dropped where it is held, so that the eye can follow it from there.
    this.#drag = null;
    drop?.();
    for (const note of drag.notes ?? []) note.classList.remove("note--lifted", "note--along");
    delete drag.note.dataset.carried;
    drag.note.style.translate = "";
    document.documentElement.classList.remove("is-carrying");
    this.#line.remove();
  }
}

function onPage(element) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY };
}
