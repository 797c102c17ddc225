// Who is here, and who writes on which note (B9): says so of oneself, and shows it of the others.

import { words } from "rapport/canvas/board/words";
import { newId } from "rapport/canvas/models/ids";

const BEAT = 10_000;

class PeopleHere extends HTMLElement {
  #tab = newId();
  #note = null;
  #timer = 0;
  #people = [];
  #asking = false;
  #again = false;

  connectedCallback() {
    document.addEventListener("note-opened", ({ target }) => this.#write(target.key));
    document.addEventListener("note-written", () => this.#write(null));
    document.addEventListener("board-told", () => this.#mark());
    document.addEventListener(`live:canvas:${this.dataset.canvas}:here`, () => this.#look());
    document.addEventListener("visibilitychange", () => document.hidden || this.#beat());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#beat());
    this.#beat();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #write(note) {
    this.#note = note;
    this.#beat();
  }

  async #beat() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#beat(), BEAT);
    await this.#ask({ tab: this.#tab, note: this.#note });
  }

  // Several calls while one is under way become one more.
  async #look() {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    await this.#ask();
    this.#asking = false;
    if (this.#again) {
      this.#again = false;
      this.#look();
    }
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#ask({ tab: this.#tab, leaving: true });
  }

  async #ask(said) {
    const body = said ? { method: "POST", body: JSON.stringify(said), keepalive: said.leaving === true } : {};
    try {
      const answer = await fetch(this.dataset.address, { headers: headers(), ...body });
      if (answer.ok && !said?.leaving) this.#show(await answer.json());
    } catch {
      // Cut off; the next beat says it again.
    }
  }

  #show({ people, html }) {
    this.#people = people;
    if (this.shown !== html && !this.querySelector(":popover-open")) {
      const held = this.contains(document.activeElement);
      this.innerHTML = html;
      this.shown = html;
      if (held) this.querySelector("button")?.focus();
    }
    this.#mark();
  }

  // A quiet word on the notes that others are writing on.
  #mark() {
    const writers = new Map(this.#people.filter((one) => one.note && !one.me).map((one) => [one.note, one.name]));
    for (const mark of document.querySelectorAll(".note__here")) {
      if (!writers.has(mark.closest("sticky-note")?.key)) mark.remove();
    }
    for (const [id, name] of writers) {
      const note = document.querySelector(`sticky-note[data-note="${CSS.escape(id)}"]`);
      if (!note) continue;
      const mark = note.querySelector(".note__here") ?? note.appendChild(document.createElement("span"));
      mark.className = "note__here";
      const text = words("writes", name);
      if (mark.textContent !== text) mark.textContent = text;
    }
  }
}

function headers() {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  return { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token };
}

customElements.define("people-here", PeopleHere);
