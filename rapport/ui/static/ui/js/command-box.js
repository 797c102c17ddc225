import { matching } from "rapport/ui/commands";

// Search and commands in one box: Ctrl/⌘ K comes here, arrows choose, Enter goes. Commands are the page's own
// links and buttons with `data-command`; where the server can search, Enter on the words asks it.
class CommandBox extends HTMLElement {
  #chosen = -1;

  connectedCallback() {
    document.addEventListener("keydown", this.#hotkey);
    const field = this.#field;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", this.#list.id);
    field.setAttribute("aria-expanded", "false");
    field.addEventListener("input", () => this.#offer());
    field.addEventListener("focus", () => this.#offer());
    field.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
    field.addEventListener("keydown", (event) => this.#pressed(event));
    this.querySelector("form").addEventListener("submit", (event) => {
      if (!this.querySelector("form").getAttribute("action")) event.preventDefault();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#hotkey);
  }

  get #field() {
    return this.querySelector("input");
  }

  get #list() {
    return this.querySelector("[role=listbox]");
  }

  #hotkey = (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.#field.focus();
      this.#field.select();
    }
  };

  #offer() {
    const commands = [...document.querySelectorAll("[data-command]")].filter((one) => !one.disabled);
    const named = commands.map((target) => ({ target, name: target.dataset.command || target.textContent.trim() }));
    const found = matching(named, this.#field.value).slice(0, 9);
    this.#list.replaceChildren(...found.map((command, index) => this.#option(command, index)));
    this.#list.hidden = found.length === 0;
    this.#field.setAttribute("aria-expanded", String(found.length > 0));
    const canSearch = Boolean(this.querySelector("form").getAttribute("action"));
    this.#choose(found.length && this.#field.value && !canSearch ? 0 : -1);
  }

  #option({ target, name }, index) {
    const option = document.createElement("div");
    option.className = "menu__item";
    option.id = `command-${index}`;
    option.setAttribute("role", "option");
    const icon = target.querySelector("svg")?.cloneNode(true);
    option.append(...[icon, name].filter(Boolean));
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#run(target));
    return option;
  }

  #pressed(event) {
    const options = [...this.#list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#choose((this.#chosen + step + options.length) % options.length);
    } else if (event.key === "Enter" && this.#chosen >= 0) {
      event.preventDefault();
      options[this.#chosen].click();
    } else if (event.key === "Escape") {
      this.#field.value = "";
      this.#close();
      this.#field.blur();
    }
  }

  #choose(index) {
    this.#chosen = index;
    const options = [...this.#list.children];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.#field.setAttribute("aria-activedescendant", options[index].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #run(target) {
    this.#field.value = "";
    this.#close();
    target.click();
  }

  #close() {
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }
}

customElements.define("command-box", CommandBox);
