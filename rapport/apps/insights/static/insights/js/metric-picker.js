// A long list of metrics in a popover: typed words filter it, arrows move through it, Enter takes the first.

const GAP = 4;

class MetricPicker extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", (event) => (event.newState === "open" ? this.#opened() : this.#closed()));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.#search.addEventListener("input", () => this.#filter());
    if (this.matches(":popover-open")) this.#opened();
  }

  get #search() {
    return this.querySelector("[type=search]");
  }

  get #opener() {
    return document.querySelector(`[popovertarget="${this.id}"]`);
  }

  get #shown() {
    return [...this.querySelectorAll("[data-metric]")].filter((entry) => entry.checkVisibility());
  }

  // The browser focuses the field as it opens the list; what was typed until the event came stays.
  #opened() {
    this.#filter();
    this.#place();
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  #closed() {
    this.#search.value = "";
  }

  #place() {
    const from = this.#opener.getBoundingClientRect();
    const width = this.getBoundingClientRect().width;
    const start = getComputedStyle(this).direction === "rtl" ? from.right - width : from.left;
    this.style.left = `${Math.max(GAP, Math.min(start, innerWidth - width - GAP))}px`;
    this.style.top = `${Math.min(from.bottom + GAP, innerHeight / 2)}px`;
  }

  #filter() {
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const entry of this.querySelectorAll("[data-metric]")) {
      const text = `${entry.textContent} ${entry.title}`.toLowerCase();
      entry.parentElement.hidden = !words.every((word) => text.includes(word));
    }
    for (const section of this.querySelectorAll("[data-heading]")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    const apart = this.querySelector("details");
    if (apart) apart.open = words.length > 0;
    const found = this.querySelectorAll("li:not([hidden])").length;
    this.querySelector("[data-none]").hidden = found > 0;
  }

  #pressed(event) {
    const entries = this.#shown;
    const at = entries.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === this.#search) {
      event.preventDefault();
      entries[0]?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? this.#search : (entries[next] ?? entries[0]))?.focus();
    }
  }

  #clicked(event) {
    const chosen = event.target.closest("[data-metric]");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.querySelector("[aria-current]")?.removeAttribute("aria-current");
    chosen.setAttribute("aria-current", "true");
    const field = document.getElementById(this.dataset.field);
    field.value = chosen.dataset.metric;
    this.#opener.querySelector("[data-title]").textContent = chosen.textContent.trim();
    this.hidePopover();
    this.#opener.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("metric-picker", MetricPicker);
