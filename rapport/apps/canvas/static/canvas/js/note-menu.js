// The menu of a note: one for the whole board, opened at the note it is about.

const GAP = 4;

export class NoteMenu extends HTMLElement {
  #note = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#chosen(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
  }

  open(note, anchor = note) {
    this.#note = note;
    this.querySelector("[data-menu-title]").textContent = note.text.slice(0, 40);
    for (const one of this.querySelectorAll("[data-changes]")) one.hidden = !note.mayChange;
    for (const one of this.querySelectorAll("[data-voted]")) one.hidden = !note.querySelector(".ballot--own");
    const { nine } = note.closest("[data-section]")?.dataset ?? {};
    for (const one of this.querySelectorAll("[data-nine]")) one.hidden = one.dataset.nine !== nine;
    for (const one of this.querySelectorAll("[data-move-to]")) {
      one.toggleAttribute("aria-current", one.dataset.moveTo === note.section);
    }
    this.showPopover();
    this.#place(anchor.getBoundingClientRect());
    this.#items[0]?.focus({ preventScroll: true });
  }

  get #items() {
    return [...this.querySelectorAll("button")].filter((item) => item.checkVisibility());
  }

  #place(from) {
    const own = this.getBoundingClientRect();
    const below = from.bottom + GAP + own.height <= innerHeight;
    const top = below ? from.bottom + GAP : Math.max(GAP, Math.min(from.top, innerHeight - own.height - GAP));
    this.style.left = `${Math.max(GAP, Math.min(from.right - own.width, innerWidth - own.width - GAP))}px`;
    this.style.top = `${top}px`;
  }

  #chosen(event) {
    const item = event.target.closest("button");
    if (!item || !this.#note) return;
    this.hidePopover();
    this.#note.focus({ preventScroll: true });
    const detail = { note: this.#note, act: item.dataset.act ?? "move", section: item.dataset.moveTo };
    document.dispatchEvent(new CustomEvent("note-menu-chosen", { detail }));
  }

  #pressed(event) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const goals = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
    if (!(event.key in goals)) return;
    event.preventDefault();
    items[goals[event.key] % items.length]?.focus();
  }
}

customElements.define("note-menu", NoteMenu);
