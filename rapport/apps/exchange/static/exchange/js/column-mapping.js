// <column-mapping>: shows the values of the column that was just chosen, and frees it where it was chosen before.
class ColumnMapping extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) this.#chosen(event.target);
    });
  }

  #chosen(select) {
    this.#show(select);
    if (!select.value) return;
    for (const other of this.querySelectorAll("select")) {
      if (other !== select && other.value === select.value) {
        other.value = "";
        this.#show(other);
      }
    }
  }

  #show(select) {
    const row = select.closest(".mapping__row");
    const samples = row.querySelector('[data-role="samples"]');
    samples.textContent = select.selectedOptions[0]?.dataset.samples ?? "";
    row.querySelector('[data-role="sureness"]')?.remove();
    row.classList.remove("mapping__row--missing");
  }
}

customElements.define("column-mapping", ColumnMapping);
