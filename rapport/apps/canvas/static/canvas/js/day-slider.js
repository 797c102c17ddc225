// Keeps the slider of days and the date field together; the form itself fetches the day that was chosen.

const A_DAY = 86_400_000;

class DaySlider extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => this.#follow(event.target));
    this.#say();
  }

  #follow(field) {
    if (field === this.#range) this.#day.value = this.#dayAt(Number(field.value));
    else if (field === this.#day && field.value) this.#range.value = String(this.#daysSince(field.value));
    this.#say();
  }

  #say() {
    const spoken = new Date(`${this.#day.value}T12:00:00Z`);
    if (Number.isNaN(spoken.getTime())) return;
    const words = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long", timeZone: "UTC" });
    this.#range.setAttribute("aria-valuetext", words.format(spoken));
  }

  #dayAt(days) {
    return new Date(this.#first + days * A_DAY).toISOString().slice(0, 10);
  }

  #daysSince(day) {
    return Math.round((Date.parse(`${day}T00:00:00Z`) - this.#first) / A_DAY);
  }

  get #first() {
    return Date.parse(`${this.dataset.first}T00:00:00Z`);
  }

  get #range() {
    return this.querySelector("[data-range]");
  }

  get #day() {
    return this.querySelector("[data-day]");
  }
}

customElements.define("day-slider", DaySlider);
