// Which press, event or message leads to which action of the board.

import { words } from "rapport/canvas/board/words";
import { toast } from "rapport/ui/toast-stack";

export class Wiring {
  constructor(board, page) {
    Object.assign(this, { board, page, deeds: board.deeds });
    board.addEventListener("click", (event) => this.#pressed(event));
    board.addEventListener("dblclick", (event) => this.#pressedTwice(event));
    board.addEventListener("focusin", (event) => this.#focused(event));
    board.addEventListener("notes-composed", (event) => this.#composed(event));
    board.addEventListener("composer-left", (event) => this.#composerLeft(event));
    board.addEventListener("note-written", (event) => this.#written(event));
    document.addEventListener("click", (event) => this.#pressedAnywhere(event));
    document.addEventListener("note-menu-chosen", (event) => this.#chosen(event.detail));
    document.addEventListener("selection-deed", (event) => this.#onAll(event.detail));
    this.#listen();
  }

  #listen() {
    const { canvas } = this.board.dataset;
    document.addEventListener(`live:canvas:${canvas}`, () => this.board.refresh());
    document.addEventListener(`live:canvas:${canvas}:workshop`, () => this.board.reload());
    document.addEventListener("panel-done", () => document.querySelector("#side-panel")?.close());
    document.addEventListener("live:figures", () => this.board.refresh({ judged: true }));
    document.addEventListener("htmx:afterSettle", (event) => this.#judgeOnce(event));
    document.addEventListener("live:reset", () => this.board.refresh({ judged: true }));
    document.addEventListener("canvas-changed", () => this.board.refresh());
    document.addEventListener("visibilitychange", () => document.hidden || this.board.refresh());
    addEventListener("online", () => this.board.flush().then(() => this.board.refresh()));
    addEventListener("pagehide", () => this.board.flush());
  }

  // Evidence does not wait for figures when the page is made; it is judged when the strip has brought them.
  #judgeOnce(event) {
    if (this.hasJudged || !event.target.id?.startsWith("figure-tiles")) return;
    this.hasJudged = true;
    this.board.refresh({ judged: true });
  }

  // Twice on a note edits it, twice beside the notes writes a new one.
  #pressedTwice(event) {
    if (event.target.closest("a, button, textarea, summary, .section__live, .rival")) return;
    const note = event.target.closest("sticky-note");
    const section = event.target.closest("[data-section]");
    if (note) note.edit();
    else if (section) this.deeds.compose(section.dataset.section);
  }

  #pressed(event) {
    const details = event.target.closest("[data-details]");
    const choice = event.target.closest("[data-choice]");
    const add = event.target.closest("[data-add]");
    const vote = event.target.closest("[data-vote]");
    const note = event.target.closest("sticky-note");
    if (details && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.board.openMenu(note, details);
    } else if (choice) {
      this.deeds.settle(note, choice.closest("[data-rival]").dataset.rival, choice.dataset.choice);
    } else if (add) {
      event.preventDefault();
      this.deeds.compose(add.closest("[data-section]").dataset.section);
    } else if (vote) {
      event.preventDefault();
      this.deeds.vote(note, Number(vote.dataset.vote));
    }
  }

  #pressedAnywhere(event) {
    const turn = event.target.closest("[data-do]");
    const show = event.target.closest("[data-show]");
    const removal = event.target.closest("[data-delete-note]");
    if (turn) {
      event.preventDefault();
      this.deeds[turn.dataset.do]();
    } else if (show && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.board.show(show.dataset.show || null, show.dataset.value);
    } else if (removal) {
      const note = this.page.note(removal.dataset.deleteNote);
      if (!note) return;
      event.preventDefault();
      removal.closest("side-panel")?.close();
      this.deeds.remove([note]);
    }
  }

  #focused(event) {
    const note = event.target.closest("sticky-note");
    if (note) this.page.rove(note);
  }

  #composed(event) {
    const composer = event.target;
    const section = composer.closest("[data-section]").dataset.section;
    const above = composer.item.previousElementSibling?.querySelector("sticky-note");
    const made = this.deeds.add(section, event.detail.texts, above?.key ?? null);
    const last = this.page.note(made.at(-1));
    // The draft stays where the eyes are; the new notes stand above it.
    if (event.detail.how === "stay") last.focus();
    if (made.length > 1) toast({ text: `${made.length} ${words("notes")}`, undo: () => this.deeds.undo() });
  }

  #composerLeft(event) {
    if (!event.detail.focus) return;
    const section = event.target.closest("[data-section]");
    const above = event.target.item.previousElementSibling?.querySelector("sticky-note");
    (above ?? section).focus({ preventScroll: true });
  }

  #written(event) {
    const note = event.target;
    const { changed, text, how } = event.detail;
    if (changed && text) this.deeds.write(note, event.detail);
    else if (changed) this.deeds.remove([note]);
    if (!changed) this.board.refresh();
    if (how === "next" && text) this.deeds.compose(note.section, note.key);
  }

  #chosen({ note, act, section }) {
    if (act === "edit") note.edit();
    else if (act === "delete") this.deeds.remove([note]);
    else if (act === "details") this.board.openDetails(note);
    else if (act === "choose") this.board.selection.toggle(note);
    else if (act === "vote" || act === "unvote") this.deeds.vote(note, act === "vote" ? 1 : -1);
    else if (section && section !== note.section) this.deeds.move([note], section, "end");
  }

  // What the bar for chosen notes asks for.
  #onAll({ deed, value }) {
    const { selection } = this.board;
    const notes = selection.notes;
    if (deed === "move") this.deeds.move(notes, value, "end");
    else if (deed === "recolour") this.deeds.recolour(notes, value);
    else if (deed === "weigh") this.deeds.weigh(notes, value ? Number(value) : null);
    else if (deed === "tag") this.deeds.tag(notes, value);
    else if (deed === "delete") this.deeds.remove(notes);
    else this.#leaveBar(deed === "clear", notes);
  }

  #leaveBar(clears, notes) {
    const { current } = this.page;
    if (clears) this.board.selection.clear();
    const goal = current?.isConnected ? current : (notes[0] ?? this.page.shown[0]);
    goal?.focus({ preventScroll: true });
  }
}
