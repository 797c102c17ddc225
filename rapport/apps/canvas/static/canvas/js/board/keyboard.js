// The board by keyboard: arrows go through notes and sections, Alt+arrows carry the note along (B1–B3).

import { isShortcut, isTyping } from "rapport/ui/shortcuts";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Keyboard {
  constructor(board, page) {
    Object.assign(this, { board, page });
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (this.#undoes(event) || isTyping(event.target)) return;
    const note = event.target.closest?.("sticky-note");
    if (event.key in STEPS && this.page.root.contains(event.target)) this.#arrow(event, note);
    else if (isShortcut(event, "n")) this.#take(event, () => this.board.compose(this.#section(event.target), note?.key));
    else if (note && event.target === note) this.#onNote(event, note);
  }

  #onNote(event, note) {
    if (event.key === "Enter" || event.key === "F2") this.#take(event, () => note.edit());
    else if (event.key === "Delete" || event.key === "Backspace") this.#take(event, () => this.board.remove(note));
    else if (isShortcut(event, "m")) this.#take(event, () => this.board.openMenu(note));
    else if (isShortcut(event, "d")) this.#take(event, () => this.board.openDetails(note));
  }

  #undoes(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return false;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return false;
    this.#take(event, () => (key === "y" || event.shiftKey ? this.board.redo() : this.board.undo()));
    return true;
  }

  #arrow(event, note) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("a, button, summary")) return;
    const [across, down] = STEPS[event.key];
    const turned = getComputedStyle(this.page.root).direction === "rtl" ? -across : across;
    if (event.altKey && note) this.#take(event, () => this.#carry(note, turned, down));
    else if (!event.altKey) this.#take(event, () => this.#go(event.target, note, turned, down));
  }

  #carry(note, across, down) {
    if (across) {
      const goal = this.#neighbour(note.section, across);
      if (goal) this.board.move(note, goal.dataset.section, "end");
      return;
    }
    const notes = this.page.notesIn(note.section);
    const place = notes.indexOf(note) + down;
    if (place < 0 || place >= notes.length) return;
    const below = down > 0 ? notes[place] : (notes[place - 1] ?? null);
    this.board.move(note, note.section, below?.key ?? null);
  }

  #go(from, note, across, down) {
    const key = this.#section(from);
    if (across) {
      const goal = this.#neighbour(key, across);
      if (goal) this.#focus(goal.querySelector("sticky-note") ?? goal);
      return;
    }
    const notes = this.page.notesIn(key);
    const goal = note ? notes[notes.indexOf(note) + down] : down > 0 ? notes[0] : null;
    if (goal) this.#focus(goal);
  }

  #focus(goal) {
    goal.focus();
    goal.scrollIntoView({ block: "nearest" });
  }

  #neighbour(key, across) {
    const sections = this.page.sections;
    return sections[sections.findIndex((section) => section.dataset.section === key) + across];
  }

  #section(target) {
    const section = target.closest?.("[data-section]") ?? this.page.sections[0];
    return section.dataset.section;
  }

  #take(event, act) {
    event.preventDefault();
    act();
  }
}
