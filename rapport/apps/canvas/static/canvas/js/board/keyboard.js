// The board by keyboard: arrows go through notes and sections, with Shift they choose, with Alt they carry (B1–B3, B5).

import { isShortcut, isTyping } from "rapport/ui/shortcuts";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Keyboard {
  constructor(board, page) {
    Object.assign(this, { board, page, deeds: board.deeds, selection: board.selection });
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (this.#undoes(event) || isTyping(event.target)) return;
    const note = event.target.closest?.("sticky-note");
    const inside = this.page.root.contains(event.target);
    if (event.key in STEPS && inside) this.#arrow(event, note);
    else if (inside && this.#isAll(event)) this.#take(event, () => this.selection.all(this.#section(event.target)));
    else if (event.key === "Escape" && this.#mayClear()) this.#take(event, () => this.selection.clear());
    else if (isShortcut(event, "n")) this.#take(event, () => this.deeds.compose(this.#section(event.target), note?.key));
    else if (note && event.target === note) this.#onNote(event, note);
  }

  #onNote(event, note) {
    const act = this.#withName(event, note) ?? this.#withLetter(event, note);
    if (act) this.#take(event, act);
  }

  #withName(event, note) {
    if (event.key === "Enter" || event.key === "F2") return () => note.edit();
    if (event.key === "Delete" || event.key === "Backspace") return () => this.deeds.remove(this.selection.around(note));
    if (event.key === " ") return () => this.selection.toggle(note);
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return () => this.board.openMenu(note);
    return null;
  }

  #withLetter(event, note) {
    if (isShortcut(event, "m")) return () => this.board.openMenu(note);
    if (isShortcut(event, "d")) return () => this.board.openDetails(note);
    if (isShortcut(event, "v")) return () => this.deeds.vote(note, event.shiftKey ? -1 : 1);
    return null;
  }

  #isAll(event) {
    return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "a";
  }

  // Menus and panels take their Escape first.
  #mayClear() {
    return this.selection.size > 0 && !document.querySelector(":popover-open");
  }

  #undoes(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return false;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return false;
    this.#take(event, () => (key === "y" || event.shiftKey ? this.deeds.redo() : this.deeds.undo()));
    return true;
  }

  #arrow(event, note) {
    if (event.ctrlKey || event.metaKey || event.target.closest("a, button, summary")) return;
    const [across, down] = STEPS[event.key];
    const turned = getComputedStyle(this.page.root).direction === "rtl" ? -across : across;
    if (event.altKey && event.shiftKey) return;
    if (event.altKey) note && this.#take(event, () => this.#carry(this.selection.around(note), turned, down));
    else if (event.shiftKey) note && this.#take(event, () => this.#choose(note, turned, down));
    else this.#take(event, () => this.#focus(this.#goal(event.target, note, turned, down)));
  }

  #choose(note, across, down) {
    const goal = this.#goal(note, note, across, down);
    if (!goal?.matches("sticky-note")) return this.selection.extend(note);
    this.selection.extend(goal, note);
    this.#focus(goal);
  }

  // Several notes that stand apart come together at the first step.
  #carry(notes, across, down) {
    const key = notes[0].section;
    if (across) {
      const goal = this.#neighbour(key, across);
      if (goal) this.deeds.move(notes, goal.dataset.section, "end");
      return;
    }
    const list = this.page.shownIn(key);
    const here = notes.filter((note) => note.section === key);
    const edge = list.indexOf(down > 0 ? here.at(-1) : here[0]) + down;
    if (edge < 0 || edge >= list.length) return;
    const below = down > 0 ? list[edge] : list[edge - 1];
    this.deeds.move(here, key, below?.key ?? null);
  }

  #goal(from, note, across, down) {
    const key = this.#section(from);
    if (across) {
      const goal = this.#neighbour(key, across);
      return goal ? (this.page.shownIn(goal.dataset.section)[0] ?? goal) : null;
    }
    const notes = this.page.shownIn(key);
    return note ? notes[notes.indexOf(note) + down] : down > 0 ? notes[0] : null;
  }

  #focus(goal) {
    goal?.focus();
    goal?.scrollIntoView({ block: "nearest" });
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
