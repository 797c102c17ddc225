// One note. It can be edited in place; what was written leaves as the event `note-written`.

import { meaningOf } from "rapport/canvas/models/writing";

const TOO_LONG = 10000;

export class StickyNote extends HTMLElement {
  #field = null;
  base = null;

  get key() {
    return this.dataset.note;
  }

  get item() {
    return this.closest(".notes__place");
  }

  get section() {
    return this.closest("[data-section]")?.dataset.section;
  }

  get mayChange() {
    return "mayChange" in this.dataset;
  }

  get tags() {
    return (this.dataset.tags ?? "").split("\n").filter(Boolean);
  }

  set tags(words) {
    this.dataset.tags = words.join("\n");
    this.classList.add("note--unsaved");
  }

  get votes() {
    return Number(this.dataset.votes ?? 0);
  }

  // Marks the note as one of those a deed will be about; a reader hears it before the text.
  set chosen(on) {
    this.classList.toggle("note--chosen", on);
    const named = on ? `word-chosen text-${this.key}` : `text-${this.key}`;
    if (this.getAttribute("aria-labelledby") !== named) this.setAttribute("aria-labelledby", named);
  }

  get isEditing() {
    return this.#field !== null;
  }

  get text() {
    return this.#words.textContent;
  }

  set text(text) {
    this.#words.textContent = text;
  }

  get #words() {
    return this.querySelector(".note__text");
  }

  edit() {
    if (this.isEditing || !this.mayChange) return;
    this.base = { version: Number(this.dataset.version), buildsOn: this.dataset.buildsOn };
    this.#field = this.#makeField();
    this.classList.add("note--editing");
    this.#words.hidden = true;
    this.#words.after(this.#field);
    this.#field.focus();
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
    this.dispatchEvent(new CustomEvent("note-opened", { bubbles: true }));
  }

  // Ends editing. `how` is next, stay, blur or cancel.
  finish(how) {
    const field = this.#field;
    if (!field) return;
    const text = field.value.trim();
    this.#field = null;
    this.classList.remove("note--editing");
    this.#words.hidden = false;
    field.remove();
    if (how !== "blur") this.focus({ preventScroll: true });
    const changed = how !== "cancel" && text !== this.text.trim();
    const detail = { text, changed, how, base: this.base };
    this.dispatchEvent(new CustomEvent("note-written", { bubbles: true, detail }));
  }

  #makeField() {
    const field = document.createElement("textarea");
    Object.assign(field, { className: "note__writing", value: this.text, rows: 1, dir: "auto", maxLength: TOO_LONG });
    field.setAttribute("aria-labelledby", `text-${this.key}`);
    field.addEventListener("keydown", (event) => this.#pressed(event));
    field.addEventListener("blur", () => this.finish("blur"));
    return field;
  }

  #pressed(event) {
    event.stopPropagation();
    const meaning = meaningOf(event);
    if (!meaning) return;
    event.preventDefault();
    this.finish(meaning);
  }
}

customElements.define("sticky-note", StickyNote);
