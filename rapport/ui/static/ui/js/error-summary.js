// Takes the focus when a form comes back with errors, so that the reader begins where the trouble is.
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    if (!this.closest("[data-quiet]")) this.focus();
  }
}

customElements.define("error-summary", ErrorSummary);
