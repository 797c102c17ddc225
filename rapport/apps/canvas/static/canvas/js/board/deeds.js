// What a person does to notes. Each deed is one gesture, however many notes it is about: shown at once, sent, and
// one step of undo (B5).

import { glide } from "rapport/canvas/board/sync";
import { words } from "rapport/canvas/board/words";
import { newId } from "rapport/canvas/models/ids";
import { announce } from "rapport/ui/live-words";
import { toast } from "rapport/ui/toast-stack";

export class Deeds {
  constructor(board, page) {
    Object.assign(this, { board, page });
  }

  compose(section, below = "end", text = "") {
    if (!("mayAdd" in this.board.dataset)) return;
    const item = this.board.querySelector("#composer-pattern").content.firstElementChild.cloneNode(true);
    this.page.put(item, section, below ?? "end");
    item.querySelector("note-composer").begin(words("newNote", this.#title(section)), text);
  }

  add(section, texts, below) {
    const notes = texts.map(() => newId());
    this.board.do({ do: "add", section, texts, notes, below: below ?? null });
    return notes;
  }

  write(note, { text, base }) {
    this.board.do({ do: "edit", note: note.key, text, base: base.version, builds_on: base.buildsOn });
  }

  settle(note, rival, choice) {
    this.board.do({ do: "settle", note: note.key, rival, choice });
  }

  undo() {
    this.board.do({ do: "undo" });
  }

  redo() {
    this.board.do({ do: "redo" });
  }

  // Carries notes, in their order, to a place: below a note, to the top (null) or to the end ("end").
  move(notes, section, below) {
    const carried = this.#changeable(notes);
    const from = new Map(carried.map((note) => [note, note.getBoundingClientRect()]));
    const focused = carried.find((note) => note.contains(document.activeElement));
    if (!carried.length) return;
    if (this.board.isSorted && carried.every((note) => note.section === section)) return this.#sayWhySorted();
    if (!this.#standThere(carried, section, below)) {
      const goal = (index) => (index ? (below === "end" ? "end" : carried[index - 1].key) : below);
      this.board.do(
        ...carried.map((note, index) => ({ do: "move", note: note.key, section, below: goal(index) })),
      );
      this.#sayMoved(carried, section);
    }
    focused?.focus({ preventScroll: true });
    for (const [note, start] of from) glide(note.item, start);
    carried[0].item.scrollIntoView({ block: "nearest" });
  }

  remove(notes) {
    const gone = this.#changeable(notes);
    if (!gone.length) return;
    const next = this.#neighbour(gone);
    this.board.do(...gone.map((note) => ({ do: "delete", note: note.key })));
    next.focus({ preventScroll: true });
    const text = gone.length > 1 ? words("deletedMany", gone.length) : words("deleted");
    toast({ text, kind: "done", undo: () => this.undo() });
  }

  recolour(notes, hue) {
    this.#change(notes, (note) => ({ do: "recolour", note: note.key, hue }));
  }

  weigh(notes, importance) {
    this.#change(notes, (note) => ({ do: "weigh", note: note.key, importance }));
  }

  // A word put on all of them; taken off all of them when every one bears it already.
  tag(notes, word) {
    const deed = notes.every((note) => note.tags.includes(word)) ? "untag" : "tag";
    this.#change(notes, (note) => ({ do: deed, note: note.key, tag: word }));
  }

  vote(note, dots = 1) {
    if (!("mayAdd" in this.board.dataset)) return;
    this.board.do({ do: dots > 0 ? "vote" : "unvote", note: note.key });
  }

  #change(notes, step) {
    const changed = this.#changeable(notes);
    if (!changed.length) return;
    this.board.do(...changed.map(step));
    announce(words("changed", changed.length));
  }

  // A contributor changes own notes only: the others stay, and that is said.
  #changeable(notes) {
    const mine = notes.filter((note) => note.mayChange);
    if (mine.length < notes.length) toast({ text: words("ofOthers", notes.length - mine.length), kind: "notice" });
    return mine;
  }

  #standThere(notes, section, below) {
    const list = this.page.notesIn(section);
    const first = list.indexOf(notes[0]);
    if (first < 0 || !notes.every((note, index) => list[first + index] === note)) return false;
    if (below === "end") return first + notes.length === list.length;
    return (list[first - 1]?.key ?? null) === below;
  }

  #sayWhySorted() {
    toast({ text: words("sorted"), kind: "notice" });
  }

  #sayMoved(notes, section) {
    const list = this.page.notesIn(section);
    const title = this.#title(section);
    const alone = words("moved", title, list.indexOf(notes[0]) + 1, list.length);
    announce(notes.length > 1 ? words("movedMany", notes.length, title) : alone);
  }

  // Where the eyes go when notes are gone: the next one, else the one before, else the section.
  #neighbour(notes) {
    const list = this.page.shownIn(notes[0].section);
    const rest = list.slice(list.indexOf(notes[0])).find((note) => !notes.includes(note));
    const before = list.slice(0, list.indexOf(notes[0])).findLast((note) => !notes.includes(note));
    return rest ?? before ?? this.page.section(notes[0].section);
  }

  #title(section) {
    return this.page.section(section).dataset.title;
  }
}
