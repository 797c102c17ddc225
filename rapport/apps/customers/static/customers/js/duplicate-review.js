import { isShortcut } from "rapport/ui/shortcuts";

// One group of possible duplicates under one's hands: m merges, d tells apart, s skips. Whoever chooses another record
// to keep gets its values, where it has any; what was chosen by hand before is chosen anew.
class DuplicateReview extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#pressed);
    this.addEventListener("change", this.#changed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#pressed);
    this.removeEventListener("change", this.#changed);
  }

  #pressed = (event) => {
    if (document.querySelector("dialog[open]:modal")) return;
    for (const [key, place] of [["m", "[data-merge]"], ["d", "[data-different]"], ["s", "[data-skip]"]]) {
      if (!isShortcut(event, key)) continue;
      event.preventDefault();
      this.querySelector(place)?.click();
    }
  };

  #changed = (event) => {
    if (event.target.name !== "kept") return;
    const { value } = event.target;
    for (const choice of this.querySelectorAll(`input[name^="choice-"][value="${value}"]`)) choice.checked = true;
    const belongs = this.querySelector(`input[name=party][value="${value}"]`);
    if (belongs) belongs.checked = true;
  };
}

customElements.define("duplicate-review", DuplicateReview);
