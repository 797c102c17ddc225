// Shows only the field that belongs to the chosen subject of a new canvas.

class SubjectChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#show());
    this.#show();
  }

  #show() {
    const chosen = this.querySelector("[name=subject_kind]:checked")?.value;
    for (const one of this.querySelectorAll("[data-for]")) one.hidden = one.dataset.for !== chosen;
  }
}

customElements.define("subject-choice", SubjectChoice);
