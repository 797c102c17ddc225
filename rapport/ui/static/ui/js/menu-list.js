// A menu in a popover: placed at the button that opens it, arrows move, Home and End jump, letters find.

const GAP = 4;

class MenuList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("toggle", (event) => this.#toggled(event.newState === "open"));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.#opener?.setAttribute("aria-haspopup", "true");
  }

  get #opener() {
    return document.querySelector(`[popovertarget="${this.id}"]`);
  }

  get #items() {
    const found = this.querySelectorAll("a[href], button:not(:disabled), input");
    return [...found].filter((item) => item.checkVisibility());
  }

  #toggled(open) {
    if (open) {
      this.#place();
      this.#items[0]?.focus({ preventScroll: true });
    }
  }

  #place() {
    const from = this.#opener?.getBoundingClientRect();
    if (!from) return;
    const own = this.getBoundingClientRect();
    const rightToLeft = getComputedStyle(this).direction === "rtl";
    const atEnd = (this.dataset.anchor === "end") !== rightToLeft;
    const left = atEnd ? from.right - own.width : from.left;
    const below = from.bottom + GAP + own.height <= innerHeight || from.top < own.height;
    this.style.left = `${Math.max(GAP, Math.min(left, innerWidth - own.width - GAP))}px`;
    this.style.top = `${below ? from.bottom + GAP : from.top - own.height - GAP}px`;
  }

  #pressed(event) {
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const goals = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
    if (event.key in goals) {
      event.preventDefault();
      items[goals[event.key] % items.length]?.focus();
    } else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const rest = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      rest.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  }
}

customElements.define("menu-list", MenuList);
