import { isShortcut } from "rapport/ui/shortcuts";

// The list of customers under one's hands: j and k walk the rows, x selects, e changes the first cell of a row that can
// be changed, / goes to the search. While somebody types in a cell or has rows selected, a live refresh waits.
class PartyList extends HTMLElement {
  #waiting = false;

  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
    this.addEventListener("htmx:beforeSwap", this.#swapping);
    this.addEventListener("htmx:afterSettle", this.#settled);
    this.addEventListener("selection-change", () => this.#catchUp());
    this.addEventListener("cell-closed", () => this.#catchUp());
    this.addEventListener("dblclick", (event) => this.#edit(event.target.closest("td")));
    document.addEventListener("click", this.#takeSelection, true);
    this.addEventListener("click", this.#showPart, true);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
    document.removeEventListener("click", this.#takeSelection, true);
  }

  // Opens the cell, or the first one of the row that can be changed.
  #edit(place) {
    place?.querySelector(".cell__edit")?.click();
  }

  get #rows() {
    return [...this.querySelectorAll("tbody > tr, [data-row]")];
  }

  get #isBusy() {
    return Boolean(this.querySelector("cell-editor, td input[name=party]:checked, [data-row] input[name=party]:checked"));
  }

  #pressed = (event) => {
    if (document.querySelector("dialog[open]:modal")) return;
    const rows = this.#rows;
    const at = rows.indexOf(document.activeElement?.closest("tbody > tr, [data-row]"));
    if (isShortcut(event, "j")) this.#walk(event, rows[Math.min(rows.length - 1, at + 1)]);
    else if (isShortcut(event, "k")) this.#walk(event, rows[Math.max(0, at - 1)]);
    else if (isShortcut(event, "/")) this.#search(event);
    else if (at >= 0 && isShortcut(event, "x")) rows[at].querySelector("input[name=party]")?.click();
    else if (at >= 0 && isShortcut(event, "e")) this.#edit(rows[at]);
  };

  #walk(event, row) {
    event.preventDefault();
    (row?.matches("tr") ? row : row?.querySelector("a"))?.focus();
  }

  #search(event) {
    event.preventDefault();
    this.querySelector("#party-search")?.select();
    this.querySelector("#party-search")?.focus();
  }

  // Only what came by itself waits; what somebody asked for is shown at once.
  #swapping = (event) => {
    const asked = event.detail.requestConfig?.triggeringEvent?.type ?? "";
    if (event.target.id === "party-list" && asked.startsWith("live:") && this.#isBusy) {
      event.detail.shouldSwap = false;
      this.#waiting = true;
    }
  };

  #catchUp() {
    if (!this.#waiting || this.#isBusy) return;
    this.#waiting = false;
    window.htmx.trigger("#party-list", "live:parties");
  }

  // Forms outside the list act on the list as it stands now.
  #settled = () => {
    const list = this.querySelector("#party-list")?.dataset.list ?? "";
    for (const field of document.querySelectorAll("input[data-list]")) field.value = list;
  };

  // The one dialog for many records shows the part that its button is about.
  #showPart = (event) => {
    const what = event.target.closest("button[data-what]")?.dataset.what;
    if (!what) return;
    for (const part of document.querySelectorAll("#change-many [data-part]")) part.hidden = part.dataset.part !== what;
  };

  // Export: those selected, or everybody where none is; "All that match" beside the selection means everybody too.
  #takeSelection = (event) => {
    const form = event.target.closest("button[name=form]")?.closest("form[data-takes-selection]");
    if (!form) return;
    for (const copied of form.querySelectorAll("input[name=party]")) copied.remove();
    const chosen = [...this.querySelectorAll("input[name=party]:checked")];
    const everybody = !chosen.length || Boolean(this.querySelector("input[name=matching]:checked"));
    form.querySelector("[data-matching]").disabled = !everybody;
    if (everybody) return;
    for (const box of chosen) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "party", value: box.value }));
  };
}

customElements.define("party-list", PartyList);
