// The types of a relationship: what somebody has opened stays open when the list is fetched anew.

const open = new Set();

class TypeList extends HTMLElement {
  connectedCallback() {
    for (const details of this.querySelectorAll("details[id]")) details.open = open.has(details.id);
    this.addEventListener("toggle", ({ target }) => (target.open ? open.add(target.id) : open.delete(target.id)), true);
  }
}

customElements.define("type-list", TypeList);
