// A cell while somebody types in it: Enter or leaving it saves, Tab saves and opens the next one, Escape puts back what was.
class CellEditor extends HTMLElement {
  #began = "";
  #done = false;

  connectedCallback() {
    const field = this.#field;
    this.#began = this.#said();
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("focusout", (event) => this.#left(event));
    field.focus();
    if (field.select) field.select();
  }

  get #field() {
    return this.querySelector("[name=value]");
  }

  #said() {
    const field = this.#field;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
  }

  #pressed(event) {
    if (event.key === "Escape") this.#putBack(event);
    else if (event.key === "Enter" && !event.isComposing) this.#save(event, false);
    else if (event.key === "Tab" && !event.shiftKey) this.#save(event, true);
    event.stopPropagation();
  }

  #left(event) {
    if (!this.contains(event.relatedTarget)) this.#save(event, false);
  }

  #putBack(event) {
    event.preventDefault();
    this.#ask("GET", {}, `${this.dataset.address}?as=shown`, false);
  }

  #save(event, goesOn) {
    if (this.#done) return;
    event.preventDefault();
    const value = this.#said();
    if (String(value) === String(this.#began) && !this.querySelector("[role=alert]")) {
      this.#ask("GET", {}, `${this.dataset.address}?as=shown`, goesOn);
    } else {
      const was = this.querySelector("[name=was]").value;
      this.#ask("POST", { value: value.length || !Array.isArray(value) ? value : "", was }, this.dataset.address, goesOn);
    }
  }

  // The row keeps the focus, so that the keys of the list go on working.
  async #ask(verb, values, address, goesOn) {
    if (this.#done) return;
    this.#done = true;
    const cell = this.closest("td");
    const row = cell.closest("tr");
    const list = cell.closest("party-list");
    const next = goesOn ? [...row.querySelectorAll(".cell__edit")].find((one) => cell.compareDocumentPosition(one) & 4) : null;
    await window.htmx.ajax(verb, address, { target: cell, swap: "outerHTML", values });
    if (row.querySelector("cell-editor")) return;
    if (next) next.click();
    else if (row.isConnected && !row.contains(document.activeElement)) row.focus();
    list?.dispatchEvent(new CustomEvent("cell-closed"));
  }
}

customElements.define("cell-editor", CellEditor);
