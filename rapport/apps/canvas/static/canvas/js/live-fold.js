// A long strip of live facts, short until somebody asks for all of it; the wish is remembered.

import { keep, kept } from "rapport/ui/kept";

const NAME = "canvas-facts";

class LiveFold extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("[data-fold]");
    button.addEventListener("click", () => this.#show(!("open" in this.dataset)));
    this.#show(kept(NAME) === "all");
  }

  #show(all) {
    const button = this.querySelector("[data-fold]");
    this.toggleAttribute("data-open", all);
    button.setAttribute("aria-expanded", String(all));
    button.textContent = all ? button.dataset.less : button.dataset.more;
    keep(NAME, all ? "all" : "");
  }
}

customElements.define("live-fold", LiveFold);
