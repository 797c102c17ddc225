// The sections of a template in its form: Alt with an arrow moves the one in which the focus is.

const STEPS = { ArrowUp: "up", ArrowDown: "down" };

class TemplateSections extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    const step = STEPS[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.target.closest("[data-key]")?.querySelector(`[data-step="${step}"]`)?.click();
  }
}

customElements.define("template-sections", TemplateSections);
