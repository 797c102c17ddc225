// One figure of a scenario: slider and number field say the same; an empty field is as today.

class WhatIf extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => this.#follow(event.target));
    this.addEventListener("click", (event) => event.target.closest("[data-today-again]") && this.#asToday());
    this.#say();
  }

  #follow(field) {
    if (field === this.#slider) this.#number.value = field.value;
    else if (field === this.#number) this.#slider.value = field.value || this.dataset.today;
    this.#say();
  }

  #asToday() {
    for (const field of this.querySelectorAll("input[type=number]")) field.value = "";
    this.#slider.value = this.dataset.today;
    this.#say();
    this.#number.focus();
    this.#number.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #say() {
    this.toggleAttribute("data-changed", this.#number.value !== "");
  }

  get #slider() {
    return this.querySelector("[data-slider]");
  }

  get #number() {
    return this.querySelector("[data-number]");
  }
}

customElements.define("what-if", WhatIf);
