import { isMac, isShortcut, isTyping, lettersAreOn, switchLetters } from "rapport/ui/shortcuts";

// `?` opens the list of shortcuts; the list holds the switch for single letters.
class KeyHints extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
    const box = this.querySelector("[name=single-letters]");
    box.checked = lettersAreOn();
    box.addEventListener("change", () => switchLetters(box.checked));
    for (const key of document.querySelectorAll('[data-key^="mod+"]')) {
      const letter = key.dataset.key.slice(4).toUpperCase();
      key.textContent = isMac ? `⌘${letter}` : `Ctrl ${letter}`;
    }
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
  }

  open() {
    this.querySelector("dialog").showModal();
  }

  #pressed = (event) => {
    if (isShortcut(event, "?") && !isTyping(event.target) && !document.querySelector("dialog[open]:modal")) {
      event.preventDefault();
      this.open();
    }
  };
}

customElements.define("key-hints", KeyHints);
