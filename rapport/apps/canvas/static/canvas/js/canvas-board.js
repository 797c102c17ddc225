// The board: takes what hands and keys do, shows it at once, sends it, and takes in what others do.

import { Choosing } from "rapport/canvas/board/choosing";
import { Deeds } from "rapport/canvas/board/deeds";
import { Dragging } from "rapport/canvas/board/dragging";
import { Filter } from "rapport/canvas/board/filter";
import { Keyboard } from "rapport/canvas/board/keyboard";
import { Page } from "rapport/canvas/board/page";
import { Selection } from "rapport/canvas/board/selection";
import { sender } from "rapport/canvas/board/server";
import { notesOf, showSteps } from "rapport/canvas/board/steps";
import { Sync } from "rapport/canvas/board/sync";
import { Wiring } from "rapport/canvas/board/wiring";
import { newId } from "rapport/canvas/models/ids";
import { Outbox } from "rapport/canvas/models/outbox";
import "rapport/canvas/note-composer";
import "rapport/canvas/save-state";
import "rapport/canvas/note-menu";
import "rapport/canvas/selection-bar";
import "rapport/canvas/sticky-note";
import { announce } from "rapport/ui/live-words";
import { toast } from "rapport/ui/toast-stack";

class CanvasBoard extends HTMLElement {
  #page = new Page(this);
  #filter = new Filter(this.#page);
  #outbox;
  #sync;
  #dragging;
  deeds = new Deeds(this, this.#page);
  selection = new Selection(this.#page);

  connectedCallback() {
    const { address, canvas, me, sequence } = this.dataset;
    this.#sync = new Sync(this.#page, {
      address,
      sequence: Number(sequence),
      isBusy: (id) => this.#isBusy(id),
      ordered: (ids) => this.#filter.ordered(ids),
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
    new Choosing(this, this.#page);
    new Keyboard(this, this.#page);
    new Wiring(this, this.#page);
    this.#page.rove();
    this.#resume();
  }

  // Actions

  // One gesture: its steps are shown at once, sent together, and undone together.
  do(...steps) {
    const gesture = { key: newId(), steps };
    showSteps(this.#page, gesture);
    this.#filter.spare(notesOf(gesture));
    this.#page.count();
    this.#page.rove();
    this.#outbox.put(gesture);
  }

  // The menu of one note, or the bar where that note is one of several that are chosen.
  openMenu(note, anchor) {
    if (this.selection.has(note)) document.querySelector("selection-bar").take();
    else document.querySelector("note-menu")?.open(note, anchor);
  }

  openDetails(note) {
    window.htmx.ajax("GET", `${this.dataset.address}/notes/${note.key}`, { target: "#side-panel", swap: "innerHTML" });
  }

  // Shows only notes of one status, tag or colour; null shows all.
  show(name, value) {
    this.#filter.turn(name, value);
    this.#page.rove();
    this.selection.clear();
    if (name === "sort") this.refresh();
  }

  get isSorted() {
    return this.#filter.byVotes;
  }

  refresh(options) {
    return this.#sync.fetch(options);
  }

  // Takes in everything anew, also what has not changed in the log.
  reload() {
    return this.refresh({ all: true });
  }

  // Sends what is still being written, then everything unsent.
  flush() {
    for (const composer of this.querySelectorAll("note-composer")) composer.leave();
    for (const note of this.#page.notes) if (note.isEditing) note.finish("blur");
    return this.#outbox.pump();
  }

  #resume() {
    for (const gesture of this.#outbox.restore()) showSteps(this.#page, gesture);
    this.#page.count();
    if (this.#outbox.waiting.length) this.#outbox.pump();
  }

  #isBusy(id) {
    const note = this.#page.note(id);
    if (note && (note.isEditing || this.#dragging?.carries(note))) return true;
    return this.#outbox.waiting.some((gesture) => notesOf(gesture).includes(id));
  }

  #told(answer) {
    if (answer.layout !== this.dataset.layout) this.#relay(answer.layout);
    this.#page.count(answer.counts);
    this.#page.caption(answer);
    this.#filter.apply();
    this.#page.rove(document.activeElement?.closest?.("sticky-note"));
    document.querySelector("selection-bar")?.offer(answer.tags);
    this.selection.show();
    for (const { message, kind } of answer.told ?? []) {
      toast({ text: message, kind: "notice" });
      if (kind === "conflict") announce(message);
    }
  }

  // The canvas has another template: what is being written is sent, then the page is made anew.
  #relay(layout) {
    this.dataset.layout = layout;
    this.flush().finally(() => location.reload());
  }

  // What cannot be saved goes back to how it was; words that would be lost are offered again.
  #refused(refusal, gesture) {
    toast({ text: refusal.message, kind: "error" });
    const [step] = gesture.steps;
    for (const id of step.do === "add" ? step.notes : []) this.#page.note(id)?.item.remove();
    if (step.do === "add") this.deeds.compose(step.section, "end", step.texts.join("\n"));
    this.#sync.forget(notesOf(gesture));
    this.reload();
  }
}

customElements.define("canvas-board", CanvasBoard);
