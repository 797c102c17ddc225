// The notes that are chosen for a deed on all of them (B5). A choice lives in this page only.

import { words } from "rapport/canvas/board/words";
import { announce } from "rapport/ui/live-words";

export class Selection {
  #ids = new Set();
  #anchor = null;

  constructor(page) {
    this.page = page;
  }

  get size() {
    return this.#ids.size;
  }

  // In the order in which they are read.
  get notes() {
    return this.page.notes.filter((note) => this.has(note));
  }

  has(note) {
    return this.#ids.has(note?.key);
  }

  // What a deed begun at a note is about: all that is chosen if the note is among them, else it alone.
  around(note) {
    return this.has(note) ? this.notes : [note];
  }

  toggle(note) {
    if (this.#isIdle) return;
    if (!this.#ids.delete(note.key)) this.#ids.add(note.key);
    this.#anchor = note;
    this.#changed();
  }

  only(notes) {
    if (this.#isIdle) return;
    this.#ids = new Set(notes.map((note) => note.key));
    this.#changed();
  }

  // Everything from where choosing began, to a note; `start` is where it begins when nothing was chosen before.
  extend(note, start = note) {
    if (!this.size || !this.#anchor?.isConnected) this.#anchor = start;
    const shown = this.page.shown;
    const [low, high] = [shown.indexOf(this.#anchor), shown.indexOf(note)].sort((a, b) => a - b);
    if (low >= 0) this.only(shown.slice(low, high + 1));
  }

  // All notes of a section, and with a second try all notes of the board.
  all(section) {
    const here = this.page.shownIn(section);
    this.only(here.every((note) => this.has(note)) ? this.page.shown : here);
  }

  clear() {
    if (!this.size) return;
    this.only([]);
  }

  // Marks what is chosen, after the page has been changed; what is gone is chosen no longer.
  show() {
    const before = this.size;
    const notes = this.page.notes;
    const there = new Set(notes.map((note) => note.key));
    for (const id of this.#ids) if (!there.has(id)) this.#ids.delete(id);
    for (const note of notes) note.chosen = this.has(note);
    if (before !== this.size) this.#tell();
  }

  // Who may only look has nothing to choose for.
  get #isIdle() {
    return document.querySelector("selection-bar") === null;
  }

  #changed() {
    this.show();
    this.#tell();
    announce(this.size ? words("chosen", this.size) : words("chosenNone"));
  }

  #tell() {
    document.querySelector("selection-bar")?.show(this.notes);
  }
}
