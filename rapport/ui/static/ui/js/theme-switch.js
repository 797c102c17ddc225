import { keep, kept } from "rapport/ui/kept";

// Light, dark or as the system says; kept in this browser. Sends `theme-change` so that charts redraw.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (button) this.choose(button.value);
    });
    this.#tell(kept("theme") || "system");
  }

  choose(theme) {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    keep("theme", theme === "system" ? "" : theme);
    for (const other of document.querySelectorAll("theme-switch")) other.#tell(theme);
    document.dispatchEvent(new CustomEvent("theme-change", { detail: { theme } }));
  }

  #tell(theme) {
    for (const button of this.querySelectorAll("button[value]")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }
}

customElements.define("theme-switch", ThemeSwitch);
