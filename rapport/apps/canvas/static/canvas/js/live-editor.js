// A part of a page that is fetched anew when something changes on the server, but never under the hands of somebody
// who writes in it: then it waits until they have left and everything is saved.

import { isTyping } from "rapport/ui/shortcuts";

class LiveEditor extends HTMLElement {
  #late = false;

  connectedCallback() {
    this.addEventListener("htmx:beforeRequest", this.#asked);
    this.addEventListener("htmx:beforeSwap", this.#answered);
    this.addEventListener("form-saved", this.#freed);
    this.addEventListener("focusout", this.#freed);
  }

  get #isBusy() {
    const here = document.activeElement;
    return (this.contains(here) && isTyping(here)) || this.querySelector("saving-form:not([data-state=saved])") !== null;
  }

  #asked = (event) => {
    if (event.target !== this || !this.#isBusy) return;
    event.preventDefault();
    this.#late = true;
  };

  #answered = (event) => {
    if (event.detail.requestConfig?.elt !== this || !this.#isBusy) return;
    event.detail.shouldSwap = false;
    this.#late = true;
  };

  #freed = () => {
    setTimeout(() => {
      if (!this.#late || this.#isBusy || !this.isConnected) return;
      this.#late = false;
      window.htmx.trigger(this, "refresh");
    });
  };
}

customElements.define("live-editor", LiveEditor);
