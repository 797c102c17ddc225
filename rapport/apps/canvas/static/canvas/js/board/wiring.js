// Which press, event or message leads to which action of the board.

import { toast } from "rapport/ui/toast-stack";

export class Wiring {
  constructor(board, page) {
    Object.assign(this, { board, page });
    board.addEventListener("click", (event) => this.#pressed(event));
    board.addEventListener("dblclick", (event) => this.#pressedTwice(event));
    board.addEventListener("focusin", (event) => this.#focused(event));
    board.addEventListener("notes-composed", (event) => this.#composed(event));
    board.addEventListener("composer-left", (event) => this.#composerLeft(event));
    board.addEventListener("note-written", (event) => this.#written(event));
    document.addEventListener("click", (event) => this.#pressedAnywhere(event));
    document.addEventListener("note-menu-chosen", (event) => this.#chosen(event.detail));
    this.#listen();
  }

  #listen() {
    const { canvas } = this.board.dataset;
    document.addEventListener(`live:canvas:${canvas}`, () => this.board.refresh());
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
    if (this.hasJudged || event.target.id !== "figure-tiles") return;
    this.hasJudged = true;
    this.board.refresh({ judged: true });
  }

  // Twice on a note edits it, twice beside the notes writes a new one.
  #pressedTwice(event) {
    if (event.target.closest("a, button, textarea, summary, .section__live, .rival")) return;
    const note = event.target.closest("sticky-note");
    const section = event.target.closest("[data-section]");
    if (note) note.edit();
    else if (section) this.board.compose(section.dataset.section);
  }

  #pressed(event) {
    const details = event.target.closest("[data-details]");
    const choice = event.target.closest("[data-choice]");
    const add = event.target.closest("[data-add]");
    const note = event.target.closest("sticky-note");
    if (details && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.board.openMenu(note, details);
    } else if (choice) {
      this.board.settle(note, choice.closest("[data-rival]").dataset.rival, choice.dataset.choice);
    } else if (add) {
      event.preventDefault();
      this.board.compose(add.closest("[data-section]").dataset.section);
    }
  }

  #pressedAnywhere(event) {
    const turn = event.target.closest("[data-do]");
    const watch = event.target.closest("[data-watch]");
    const removal = event.target.closest("[data-delete-note]");
    if (turn) {
      event.preventDefault();
      this.board[turn.dataset.do]();
    } else if (watch) {
      event.preventDefault();
      this.#watch(watch);
    } else if (removal) {
      const note = this.page.note(removal.dataset.deleteNote);
      if (!note) return;
      event.preventDefault();
      removal.closest("side-panel")?.close();
      this.board.remove(note);
    }
  }

  #watch(watch) {
    const on = watch.getAttribute("aria-current") !== "true";
    for (const other of document.querySelectorAll("[data-watch]")) other.removeAttribute("aria-current");
    if (on) watch.setAttribute("aria-current", "true");
    this.board.filter(on ? watch.dataset.watch : "");
    history.replaceState(null, "", on ? `?status=${watch.dataset.watch}` : location.pathname);
  }

  #focused(event) {
    const note = event.target.closest("sticky-note");
    if (note) this.page.rove(note);
  }

  #composed(event) {
    const composer = event.target;
    const section = composer.closest("[data-section]").dataset.section;
    const above = composer.item.previousElementSibling?.querySelector("sticky-note");
    const made = this.board.add(section, event.detail.texts, above?.key ?? null);
    const last = this.page.note(made.at(-1));
    // The draft stays where the eyes are; the new notes stand above it.
    if (event.detail.how === "stay") last.focus();
    if (made.length > 1) toast({ text: `${made.length} ${this.board.dataset.sayNotes}`, undo: () => this.board.undo() });
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
    if (changed && text) this.board.write(note, event.detail);
    else if (changed) this.board.remove(note);
    if (!changed) this.board.refresh();
    if (how === "next" && text) this.board.compose(note.section, note.key);
  }

  #chosen({ note, act, section }) {
    if (act === "edit") note.edit();
    else if (act === "delete") this.board.remove(note);
    else if (act === "details") this.board.openDetails(note);
    else if (section !== note.section) this.board.move(note, section, "end");
  }
}
