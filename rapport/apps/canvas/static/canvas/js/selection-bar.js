// The bar for chosen notes: how many they are and what can be done to all of them. What is pressed leaves as the
// event `selection-deed`.

export class SelectionBar extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#pressed(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("keydown", (event) => this.#keyed(event));
  }

  show(notes) {
    const held = this.contains(document.activeElement);
    this.hidden = notes.length === 0;
    this.querySelector("[data-count]").textContent = notes.length;
    for (const item of this.querySelectorAll("[data-tag]")) {
      const every = notes.length > 0 && notes.every((note) => note.tags.includes(item.dataset.tag));
      item.setAttribute("aria-pressed", String(every));
    }
    if (this.hidden && held) this.#tell("leave");
  }

  // Puts the words in use into the menu of tags.
  offer(tags) {
    const list = this.querySelector("[data-tags]");
    const pattern = this.querySelector("#tag-pattern").content.firstElementChild;
    const items = tags.map((tag) => {
      const item = pattern.cloneNode(true);
      item.dataset.tag = tag;
      item.querySelector("[data-word]").textContent = tag;
      return item;
    });
    list.replaceChildren(...items);
  }

  take() {
    this.querySelector("button").focus();
  }

  #pressed(event) {
    const item = event.target.closest("[data-deed], [data-tag]");
    if (!item || item.matches("form")) return;
    item.closest("[popover]")?.hidePopover();
    if (item.dataset.tag !== undefined) this.#tell("tag", item.dataset.tag);
    else this.#tell(item.dataset.deed, item.dataset.value);
  }

  #submitted(event) {
    event.preventDefault();
    const field = event.target.elements.tag;
    const word = field.value.trim();
    if (!word) return;
    field.value = "";
    event.target.closest("[popover]")?.hidePopover();
    this.#tell("tag", word);
  }

  #keyed(event) {
    if (event.key !== "Escape" || this.querySelector(":popover-open")) return;
    event.preventDefault();
    event.stopPropagation();
    this.#tell("leave");
  }

  #tell(deed, value = "") {
    document.dispatchEvent(new CustomEvent("selection-deed", { detail: { deed, value } }));
  }
}

customElements.define("selection-bar", SelectionBar);
