// A list whose entries somebody puts in order with two buttons each.
class OrderList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.#pressed(event));
  }

  #pressed(event) {
    const button = event.target.closest("[data-earlier], [data-later]");
    const entry = button?.closest("li");
    if (!entry) return;
    if ("earlier" in button.dataset) entry.previousElementSibling?.before(entry);
    else entry.nextElementSibling?.after(entry);
    button.focus();
  }
}

customElements.define("order-list", OrderList);
