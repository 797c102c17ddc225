import { isTyping } from "rapport/ui/shortcuts";

// A table for the keyboard: arrows walk the rows, Space selects, Shift+Space or Shift+press selects up to here,
// Enter opens the row's link, Ctrl+A selects all, Esc none. The bulk bar shows what is selected.
class DataTable extends HTMLElement {
  #anchor = 0;
  #sizes = new ResizeObserver(() => this.#fit());

  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("change", (event) => this.#ticked(event));
    this.addEventListener("focusin", (event) => this.#focused(event));
    for (const part of this.querySelectorAll(".table-frame, .table")) this.#sizes.observe(part);
    this.refresh();
  }

  disconnectedCallback() {
    this.#sizes.disconnect();
  }

  // The rows may have been replaced by an answer of the server.
  refresh() {
    const rows = this.#rows;
    if (!rows.some((row) => row.tabIndex === 0)) rows.forEach((row, index) => (row.tabIndex = index === 0 ? 0 : -1));
    this.#tell();
  }

  selectAll(on = true) {
    for (const row of this.#rows) this.#select(row, on);
    this.#tell();
  }

  get selected() {
    return this.#rows.map((row) => this.#box(row)).filter((box) => box?.checked).map((box) => box.value);
  }

  get #rows() {
    return [...this.querySelectorAll("tbody > tr")];
  }

  #fit() {
    const frame = this.querySelector(".table-frame");
    frame?.toggleAttribute("data-fits", frame.querySelector(".table").offsetWidth <= frame.clientWidth);
  }

  #box(row) {
    return row.querySelector(".table__check input");
  }

  #select(row, on) {
    const box = this.#box(row);
    if (!box) return;
    box.checked = on;
    row.setAttribute("aria-selected", String(on));
  }

  #selectTo(row) {
    const rows = this.#rows;
    const [from, to] = [this.#anchor, rows.indexOf(row)].sort((one, other) => one - other);
    for (const between of rows.slice(from, to + 1)) this.#select(between, true);
    this.#tell();
  }

  #focused(event) {
    const row = event.target.closest("tbody > tr");
    if (row) this.#rows.forEach((other) => (other.tabIndex = other === row ? 0 : -1));
  }

  #pressed(event) {
    const row = event.target.closest("tbody > tr");
    if (!row || isTyping(event.target)) return;
    const rows = this.#rows;
    const at = rows.indexOf(row);
    const goals = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: at + 10, PageUp: at - 10 };
    if (event.key in goals) this.#walk(event, rows[Math.max(0, Math.min(rows.length - 1, goals[event.key]))]);
    else if (event.key === " " && event.target === row) this.#toggle(event, row);
    else if (event.key === "Enter" && event.target === row) row.querySelector("a[href]")?.click();
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) this.#all(event, true);
    else if (event.key === "Escape" && this.selected.length) this.#all(event, false);
  }

  #walk(event, row) {
    event.preventDefault();
    row?.focus();
    if (event.shiftKey) this.#selectTo(row);
  }

  #toggle(event, row) {
    event.preventDefault();
    if (event.shiftKey) return this.#selectTo(row);
    this.#select(row, !this.#box(row)?.checked);
    this.#anchor = this.#rows.indexOf(row);
    return this.#tell();
  }

  #all(event, on) {
    event.preventDefault();
    this.selectAll(on);
  }

  #clicked(event) {
    const box = event.target.closest(".table__check input");
    const row = box?.closest("tbody > tr");
    if (row && event.shiftKey) this.#selectTo(row);
    else if (row) this.#anchor = this.#rows.indexOf(row);
    if (event.target.closest("[data-clear-selection]")) this.selectAll(false);
  }

  #ticked(event) {
    const box = event.target.closest(".table__check input");
    if (!box) return;
    const row = box.closest("tbody > tr");
    if (row) this.#select(row, box.checked);
    else this.selectAll(box.checked);
    this.#tell();
  }

  #tell() {
    const count = this.selected.length;
    const total = this.#rows.length;
    const head = this.querySelector("thead .table__check input");
    if (head) {
      head.checked = count > 0 && count === total;
      head.indeterminate = count > 0 && count < total;
    }
    const bar = this.querySelector(".table-bulk");
    if (bar) bar.hidden = count === 0;
    const words = this.querySelector("[data-selected-count]");
    if (words) words.textContent = count.toLocaleString(document.documentElement.lang);
    const everything = this.querySelector("[data-select-matching]");
    if (everything) everything.hidden = count < total;
    this.dispatchEvent(new CustomEvent("selection-change", { bubbles: true, detail: { selected: this.selected } }));
  }
}

customElements.define("data-table", DataTable);
