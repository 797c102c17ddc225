// A text that is copied with one press; without a clipboard it is chosen, so that it can be copied by hand.

import { announce } from "rapport/ui/live-words";

class CopyText extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  async handleEvent(event) {
    const button = event.target.closest("[data-copy]");
    const field = this.querySelector("input");
    if (!button) return;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return;
    }
    button.lastChild.textContent = button.dataset.done;
    announce(button.dataset.done);
  }
}

customElements.define("copy-text", CopyText);
