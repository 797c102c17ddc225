// Rows of a table to write in: there is always an empty one at the end, and each can be taken out.

class GrowingRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.#grow());
    this.addEventListener("click", (event) => this.#pressed(event));
    this.closest("saving-form")?.addEventListener("rows-wanted", ({ detail }) => {
      while (this.#rows.length < detail) this.#add();
    });
    this.#grow();
  }

  get #rows() {
    return [...this.querySelectorAll("[data-row]")];
  }

  #grow() {
    const last = this.#rows.at(-1);
    if (last && [...fieldsOf(last)].some((field) => field.value.trim())) this.#add();
  }

  #add() {
    const row = this.#rows.at(-1);
    const next = row.cloneNode(true);
    for (const field of fieldsOf(next)) field.defaultValue = field.value = "";
    row.after(next);
  }

  #pressed(event) {
    const button = event.target.closest("[data-remove-row]");
    if (!button) return;
    const rows = this.#rows;
    const row = button.closest("[data-row]");
    const place = rows.indexOf(row);
    if (rows.length === 1) for (const field of fieldsOf(row)) field.value = "";
    else row.remove();
    const next = this.#rows[Math.min(place, this.#rows.length - 1)];
    fieldsOf(next)[0]?.focus();
    next.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function fieldsOf(row) {
  return row.querySelectorAll("input, select, textarea");
}

customElements.define("growing-rows", GrowingRows);
