// Picks a record from what the search beneath its input found: with the mouse, or with the arrow keys and Enter.

class PartyPicker extends HTMLElement {
  #chosen = null;

  connectedCallback() {
    this.#search.addEventListener("keydown", (event) => this.#pressed(event));
    this.#search.addEventListener("input", () => this.#forget());
    this.addEventListener("mousedown", (event) => this.#clicked(event));
    this.addEventListener("focusout", (event) => this.#left(event));
    this.addEventListener("htmx:afterSettle", () => this.#arrived());
  }

  /** Take this option: its id goes with the form, its name stands in the input. */
  pick(option) {
    this.#kept.value = option.dataset.value;
    this.#search.value = option.dataset.name;
    this.#search.removeAttribute("aria-invalid");
    this.close();
  }

  close() {
    this.#chosen = null;
    this.#list.hidden = true;
    this.#search.setAttribute("aria-expanded", "false");
    this.#search.removeAttribute("aria-activedescendant");
  }

  get #search() {
    return this.querySelector("[role=combobox]");
  }

  get #list() {
    return this.querySelector("[role=listbox]");
  }

  get #kept() {
    return this.querySelector("input[name=other]");
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  get #current() {
    return this.#options.find((option) => option.getAttribute("aria-selected") === "true");
  }

  // Whoever was on a name that is found again stays on it.
  #arrived() {
    const same = this.#options.find((option) => option.dataset.value === this.#chosen);
    if (same && same !== this.#current) this.#choose(same);
    const wasPicked = this.#kept.value !== "";
    this.#list.hidden = this.#list.hidden || wasPicked || !this.contains(document.activeElement);
    this.#search.setAttribute("aria-expanded", String(!this.#list.hidden));
  }

  #forget() {
    this.#kept.value = "";
  }

  #pressed(event) {
    if (event.key === "Escape" && !this.#list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Enter" && !this.#list.hidden) {
      event.preventDefault();
      const option = this.#current ?? this.#options[0];
      if (option) this.pick(option);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  #move(by) {
    const options = this.#options;
    if (!options.length) return;
    this.#choose(options[(options.indexOf(this.#current) + by + options.length) % options.length]);
  }

  #choose(option) {
    this.#chosen = option.dataset.value;
    for (const one of this.#options) one.setAttribute("aria-selected", String(one === option));
    option.scrollIntoView({ block: "nearest" });
    this.#search.setAttribute("aria-activedescendant", option.id);
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    this.pick(option);
  }

  #left(event) {
    if (!this.contains(event.relatedTarget)) this.close();
  }
}

customElements.define("party-picker", PartyPicker);
