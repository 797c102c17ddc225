// A part of the relationship that is saved by itself. What somebody types is kept in the tab until it is saved, and
// what others write never replaces it.

import { isTouched } from "rapport/canvas/models/touched";

class DesignPart extends HTMLElement {
  connectedCallback() {
    this.#restore();
    if (this.#isTouched()) this.#keep();
    this.addEventListener("input", () => this.#keep());
    this.addEventListener("htmx:oobBeforeSwap", (event) => {
      if (event.target === this && (this.#isTouched() || this.contains(document.activeElement))) {
        event.detail.shouldSwap = false;
      } else if (event.target === this) {
        this.#carryOn(event.detail.fragment);
      }
    });
    this.addEventListener("htmx:beforeSwap", (event) => {
      if (event.detail.xhr.status < 400) this.#forget();
    });
  }

  get #form() {
    return this.querySelector("form");
  }

  get #name() {
    return `rapport.design-${this.dataset.keep}`;
  }

  /** What somebody writes here. */
  #fields() {
    const named = [...(this.#form?.elements ?? [])].filter((field) => field.name && field.name !== "base");
    return named.filter((field) => field.type !== "hidden" && field.localName !== "button" && field.type !== "checkbox");
  }

  /** What it was written on goes with it, so that a change made meanwhile is noticed when it is saved. */
  #kept() {
    const base = this.#form?.elements.base;
    return base instanceof Element ? [...this.#fields(), base] : this.#fields();
  }

  #written() {
    return JSON.stringify(this.#kept().map((field) => [field.name, field.value]));
  }

  #isTouched() {
    return this.#fields().some(isTouched);
  }

  #keep() {
    try {
      if (this.#isTouched()) sessionStorage.setItem(this.#name, this.#written());
      else sessionStorage.removeItem(this.#name);
    } catch {
      // Without storage the text is safe in the field alone.
    }
    this.#say();
  }

  #restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#name) ?? "[]");
      for (const [name, value] of kept) {
        const field = this.#kept().find((each) => each.name === name);
        if (field) field.value = value;
      }
    } catch {
      this.#forget();
    }
  }

  #forget() {
    try {
      sessionStorage.removeItem(this.#name);
    } catch {
      // Nothing was kept.
    }
  }

  /** One's own change comes back like those of others: that it is saved stays said. */
  #carryOn(incoming) {
    const said = this.querySelector("[data-state]");
    const next = incoming?.querySelector("[data-state]");
    if (!said || said.querySelector(".save-state--refused") || !next || next.textContent.trim()) return;
    next.replaceChildren(...said.childNodes);
  }

  #say() {
    const place = this.querySelector("[data-state]");
    if (!place || !this.#fields().length) return;
    place.textContent = this.#isTouched() ? this.dataset.sayWaiting : "";
    place.classList.toggle("save-state--waiting", this.#isTouched());
  }
}

customElements.define("design-part", DesignPart);
