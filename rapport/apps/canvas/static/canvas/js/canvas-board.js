// The board: takes what hands and keys do, shows it at once, sends it, and takes in what others do.

import { Dragging } from "rapport/canvas/board/dragging";
import { Keyboard } from "rapport/canvas/board/keyboard";
import { Page } from "rapport/canvas/board/page";
import { sender } from "rapport/canvas/board/server";
import { notesOf, showSteps } from "rapport/canvas/board/steps";
import { Sync, glide } from "rapport/canvas/board/sync";
import { Wiring } from "rapport/canvas/board/wiring";
import { newId } from "rapport/canvas/models/ids";
import { Outbox } from "rapport/canvas/models/outbox";
import "rapport/canvas/note-composer";
import "rapport/canvas/sticky-note";
import { announce } from "rapport/ui/live-words";
import { toast } from "rapport/ui/toast-stack";

class CanvasBoard extends HTMLElement {
  #page = new Page(this);
  #outbox;
  #sync;
  #dragging;

  connectedCallback() {
    const { address, canvas, me, sequence } = this.dataset;
    this.#sync = new Sync(this.#page, {
      address,
      sequence: Number(sequence),
      isBusy: (id) => this.#isBusy(id),
      told: (answer) => this.#told(answer),
    });
    this.#outbox = new Outbox({
      prefix: `rapport.unsent.${canvas}.${me}.`,
      storage: localStorage,
      send: sender(address, () => this.#sync.sequence),
      answered: (answer) => this.#sync.apply(answer),
      refused: (refusal, gesture) => this.#refused(refusal, gesture),
      state: (state) => document.querySelector("save-state")?.show?.(state),
    });
    this.#dragging = new Dragging(this, this.#page);
    new Keyboard(this, this.#page);
    new Wiring(this, this.#page);
    this.#page.rove();
    this.#resume();
  }

  // Actions

  compose(section, below = "end", text = "") {
    if (!("mayAdd" in this.dataset)) return;
    const item = this.querySelector("#composer-pattern").content.firstElementChild.cloneNode(true);
    this.#page.put(item, section, below ?? "end");
    const title = this.#page.section(section).dataset.title;
    item.querySelector("note-composer").begin(this.#words("newNote", title), text);
  }

  add(section, texts, below) {
    const notes = texts.map(() => newId());
    this.#do({ do: "add", section, texts, notes, below: below ?? null });
    return notes;
  }

  write(note, { text, base }) {
    this.#do({ do: "edit", note: note.key, text, base: base.version, builds_on: base.buildsOn });
  }

  move(note, section, below, { from = note.item.getBoundingClientRect() } = {}) {
    const focused = note.contains(document.activeElement);
    const before = this.#page.above(note)?.key ?? null;
    if (section === note.section && below === before) return glide(note.item, from);
    this.#do({ do: "move", note: note.key, section, below });
    if (focused || this.#page.root.contains(note)) note.focus({ preventScroll: true });
    glide(note.item, from);
    note.item.scrollIntoView({ block: "nearest" });
    const notes = this.#page.notesIn(section);
    const title = this.#page.section(section).dataset.title;
    announce(this.#words("moved", title, notes.indexOf(note) + 1, notes.length));
  }

  remove(note) {
    if (!note.mayChange) return;
    const notes = this.#page.notesIn(note.section);
    const place = notes.indexOf(note);
    const next = notes[place + 1] ?? notes[place - 1] ?? this.#page.section(note.section);
    this.#do({ do: "delete", note: note.key });
    next.focus({ preventScroll: true });
    toast({ text: this.#words("deleted"), kind: "done", undo: () => this.undo() });
  }

  settle(note, rival, choice) {
    this.#do({ do: "settle", note: note.key, rival, choice });
  }

  undo() {
    this.#do({ do: "undo" });
  }

  redo() {
    this.#do({ do: "redo" });
  }

  openMenu(note, anchor) {
    document.querySelector("note-menu")?.open(note, anchor);
  }

  openDetails(note) {
    window.htmx.ajax("GET", `${this.dataset.address}/notes/${note.key}`, { target: "#side-panel", swap: "innerHTML" });
  }

  filter(status) {
    if (status) this.dataset.filter = status;
    else delete this.dataset.filter;
  }

  refresh(options) {
    return this.#sync.fetch(options);
  }

  // Sends what is still being written, then everything unsent.
  flush() {
    for (const composer of this.querySelectorAll("note-composer")) composer.leave();
    for (const note of this.#page.notes) if (note.isEditing) note.finish("blur");
    return this.#outbox.pump();
  }

  #do(step) {
    const gesture = { key: newId(), steps: [step] };
    showSteps(this.#page, gesture);
    this.#page.count();
    this.#page.rove();
    this.#outbox.put(gesture);
  }

  #resume() {
    for (const gesture of this.#outbox.restore()) showSteps(this.#page, gesture);
    this.#page.count();
    if (this.#outbox.waiting.length) this.#outbox.pump();
  }

  #isBusy(id) {
    const note = this.#page.note(id);
    if (note && (note.isEditing || note === this.#dragging?.note)) return true;
    return this.#outbox.waiting.some((gesture) => notesOf(gesture).includes(id));
  }

  #told(answer) {
    this.#page.count(answer.counts);
    this.#page.rove(document.activeElement?.closest?.("sticky-note"));
    const title = document.querySelector("[data-title].board-head__title");
    if (title && title.textContent !== answer.title) title.textContent = answer.title;
    for (const { message, kind } of answer.told ?? []) {
      toast({ text: message, kind: "notice" });
      if (kind === "conflict") announce(message);
    }
  }

  // What cannot be saved goes back to how it was; words that would be lost are offered again.
  #refused(refusal, gesture) {
    toast({ text: refusal.message, kind: "error" });
    const [step] = gesture.steps;
    for (const id of step.do === "add" ? step.notes : []) this.#page.note(id)?.item.remove();
    if (step.do === "add") this.compose(step.section, "end", step.texts.join("\n"));
    this.#sync.sequence = 0;
    this.#sync.fetch();
  }

  #words(name, ...values) {
    const pattern = this.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? "";
    return values.reduce((text, value, index) => text.replace(`{${index}}`, value), pattern);
  }
}

customElements.define("canvas-board", CanvasBoard);
