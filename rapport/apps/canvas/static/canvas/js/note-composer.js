// A draft of a new note. Enter saves it and leaves an empty draft below, Esc or nothing written leaves no trace.

import { notesOfPaste } from "rapport/canvas/models/lines";
import { meaningOf } from "rapport/canvas/models/writing";

export class NoteComposer extends HTMLElement {
  #field = null;
  #left = false;

  connectedCallback() {
    if (this.#field) return;
    this.#field = this.querySelector("textarea");
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    this.#field.addEventListener("paste", (event) => this.#pasted(event));
    this.#field.addEventListener("blur", () => this.#blurred());
  }

  get item() {
    return this.closest(".notes__place");
  }

  get text() {
    return this.#field.value.trim();
  }

  begin(label, text = "") {
    this.#field.setAttribute("aria-label", label);
    this.#field.value = text;
    this.#field.focus();
  }

  // Saves what is written and goes; for a page that is being left.
  leave() {
    if (this.#left) return;
    this.#write("blur");
    this.#go();
  }

  #pressed(event) {
    event.stopPropagation();
    const meaning = meaningOf(event);
    if (!meaning) return;
    event.preventDefault();
    const written = meaning === "cancel" ? false : this.#write(meaning);
    if (meaning === "next" && written) return;
    this.#go({ focus: meaning !== "stay" });
  }

  #pasted(event) {
    const { value, selectionStart, selectionEnd } = this.#field;
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    const texts = notesOfPaste(pasted, value.slice(0, selectionStart), value.slice(selectionEnd));
    if (!texts) return;
    event.preventDefault();
    this.#field.value = "";
    this.#send(texts, "next");
  }

  // A switch of window keeps the draft where it is.
  #blurred() {
    if (this.#left || !document.hasFocus()) return;
    this.leave();
  }

  #write(how) {
    if (!this.text) return false;
    const text = this.text;
    this.#field.value = "";
    this.#send([text], how);
    return true;
  }

  #send(texts, how) {
    this.dispatchEvent(new CustomEvent("notes-composed", { bubbles: true, detail: { texts, how } }));
  }

  #go({ focus = false } = {}) {
    this.#left = true;
    this.dispatchEvent(new CustomEvent("composer-left", { bubbles: true, detail: { focus } }));
    this.item?.remove();
  }
}

customElements.define("note-composer", NoteComposer);
