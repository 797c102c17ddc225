import { matching } from "rapport/ui/commands";
import { SearchHits, goTo } from "rapport/ui/search-hits";

const MOST_COMMANDS = 9;
const COMMANDS_BESIDE_HITS = 4;

// Search and commands in one box: Ctrl/⌘ K comes here, arrows choose, Enter goes. Commands are the page's own
// links and buttons with `data-command`; where the server can search, its hits stand below them by kind as one types,
// and Enter on the words opens everything that was found.
class CommandBox extends HTMLElement {
  #chosen = -1;
  #hits;
  #answer = null;

  connectedCallback() {
    this.#hits = new SearchHits(this.#action, (answer) => this.#show(answer));
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

  get #action() {
    return this.querySelector("form").getAttribute("action");
  }

  // The hits of a moment ago stay until the new ones are there.
  #offer() {
    this.#show(this.#field.value.trim() ? this.#answer : null);
    this.#hits.ask(new FormData(this.querySelector("form")));
  }

  #show(answer) {
    this.#answer = answer;
    const groups = answer?.groups ?? [];
    const commands = this.#commands(groups.length ? COMMANDS_BESIDE_HITS : MOST_COMMANDS);
    const parts = [...commands, ...groups.map((group) => this.#group(group))];
    if (groups.length) parts.push(this.#hit({ ...answer.all, about: "" }));
    const chosen = this.#options[this.#chosen]?.textContent;
    this.#list.replaceChildren(...parts);
    const options = this.#options;
    options.forEach((option, index) => (option.id = `command-${index}`));
    this.#list.hidden = options.length === 0;
    this.#field.setAttribute("aria-expanded", String(options.length > 0));
    const kept = options.findIndex((option) => option.textContent === chosen);
    this.#choose(kept >= 0 ? kept : commands.length && this.#field.value && !this.#action ? 0 : -1);
  }

  #commands(most) {
    const commands = [...document.querySelectorAll("[data-command]")].filter((one) => !one.disabled);
    const named = commands.map((target) => ({ target, name: target.dataset.command || target.textContent.trim() }));
    const found = matching(named, this.#field.value).slice(0, most);
    return found.map(({ target, name }) => this.#option(name, () => target.click(), target.querySelector("svg")));
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #group({ title, hits }) {
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", title);
    const words = Object.assign(document.createElement("div"), { className: "menu__title", textContent: title });
    words.setAttribute("aria-hidden", "true");
    group.append(words, ...hits.map((hit) => this.#hit(hit)));
    return group;
  }

  #hit({ title, about, url }) {
    const option = this.#option(title, () => goTo(url));
    option.classList.add("command-box__hit");
    if (about) option.append(Object.assign(document.createElement("span"), { className: "quiet tiny", textContent: about }));
    return option;
  }

  #option(name, go, icon = null) {
    const option = document.createElement("div");
    option.className = "menu__item";
    option.setAttribute("role", "option");
    const words = Object.assign(document.createElement("span"), { className: "command-box__words", textContent: name });
    option.append(...[icon?.cloneNode(true), words].filter(Boolean));
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#run(go));
    return option;
  }

  #pressed(event) {
    const options = this.#options;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (options.length) this.#choose(this.#next(event.key === "ArrowDown" ? 1 : -1, options.length));
    } else if (event.key === "Enter" && this.#chosen >= 0) {
      event.preventDefault();
      options[this.#chosen].click();
    } else if (event.key === "Escape") {
      this.#field.value = "";
      this.#close();
      this.#field.blur();
    }
  }

  // From the field itself, down leads to the first and up to the last.
  #next(step, length) {
    return this.#chosen < 0 ? (step > 0 ? 0 : length - 1) : (this.#chosen + step + length) % length;
  }

  #choose(index) {
    this.#chosen = index;
    const options = this.#options;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) this.#field.setAttribute("aria-activedescendant", options[index].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #run(go) {
    this.#field.value = "";
    this.#close();
    go();
  }

  #close() {
    this.#hits.stop();
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#choose(-1);
  }
}

customElements.define("command-box", CommandBox);
