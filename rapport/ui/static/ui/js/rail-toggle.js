import { keep } from "rapport/ui/kept";
import { word } from "rapport/ui/words";

// Collapses the rail to icons; the choice is kept.
class RailToggle extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    this.#tell();
  }

  toggle() {
    const root = document.documentElement;
    root.dataset.rail = root.dataset.rail === "narrow" ? "wide" : "narrow";
    keep("rail", root.dataset.rail === "narrow" ? "narrow" : "");
    this.#tell();
  }

  #tell() {
    const wide = document.documentElement.dataset.rail !== "narrow";
    const button = this.querySelector("button");
    button.setAttribute("aria-expanded", String(wide));
    button.setAttribute("aria-label", word(wide ? "collapse" : "expand"));
  }
}

customElements.define("rail-toggle", RailToggle);
