// Details beside the work. Opens by `open()` or `data-opens`, closes with Esc and gives the focus back.

class SidePanel extends HTMLElement {
  #opener = null;

  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.preventDefault();
        this.close();
      }
    });
    // Content fetched into the panel opens it; what is fetched into a part of it leaves the focus where it is.
    this.addEventListener("htmx:afterSwap", (event) => {
      if (event.target === this) this.open(document.activeElement);
    });
    // Where the part that had the focus is gone, the focus stays in the panel.
    this.addEventListener("htmx:afterSettle", () => {
      if (this.hasAttribute("open") && document.activeElement === document.body) this.open();
    });
  }

  open(opener = document.activeElement) {
    if (!this.hasAttribute("open")) this.#opener = opener;
    this.setAttribute("open", "");
    // Not the first in the page but the first of these: a button that only Enter uses may stand before the title.
    const goals = ["[autofocus]", ".side-panel__title", "button:not([tabindex='-1']), a[href]"];
    const goal = goals.map((one) => this.querySelector(one)).find(Boolean);
    if (goal && !goal.matches("a, button, input, textarea, select")) goal.tabIndex = -1;
    goal?.focus({ preventScroll: true });
  }

  close() {
    if (!this.hasAttribute("open")) return;
    this.removeAttribute("open");
    if (this.#opener?.isConnected) this.#opener.focus();
    this.dispatchEvent(new CustomEvent("panel-close", { bubbles: true }));
  }
}

customElements.define("side-panel", SidePanel);
