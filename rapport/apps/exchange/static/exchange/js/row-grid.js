// <row-grid>: Enter and the arrow keys go up and down in a column of cells, as in a spreadsheet.
const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

class RowGrid extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof HTMLInputElement) this.#go(event, event.key === "Enter" && event.shiftKey ? -1 : step);
    });
  }

  #go(event, step) {
    const cell = event.target.closest("td");
    const place = [...cell.parentElement.children].indexOf(cell);
    event.preventDefault();
    let row = cell.parentElement;
    do {
      row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    } while (row && !row.children[place]?.querySelector("input"));
    const input = row?.children[place].querySelector("input");
    input?.focus();
    input?.select();
  }
}

customElements.define("row-grid", RowGrid);
