// A text in which somebody can be mentioned: @ opens the list of people, arrows choose, Enter or Tab takes. Who can be
// stands in `data-people` of the element or of what it is in; a field `meant` of the form learns who was chosen.

import { announce } from "rapport/ui/live-words";
import { fitting, nameBefore, taken } from "rapport/ui/mention";
import { word } from "rapport/ui/words";

class MentionField extends HTMLElement {
  #list = null;
  #chosen = 0;

  connectedCallback() {
    if (this.#list || !this.#people.length) return;
    this.#list = this.#makeList();
    this.append(this.#list);
    const field = this.#field;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", this.#list.id);
    field.addEventListener("input", () => this.#offer());
    field.addEventListener("click", () => this.#offer());
    field.addEventListener("blur", () => this.#close());
    field.addEventListener("keydown", (event) => this.#pressed(event));
  }

  get #field() {
    return this.querySelector("textarea");
  }

  get #people() {
    return JSON.parse(this.closest("[data-people]")?.dataset.people || "[]");
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  #makeList() {
    const list = document.createElement("div");
    list.id = `${this.#field.id}-people`;
    list.className = "mention-field__list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", word("people"));
    return list;
  }

  #offer() {
    const begun = nameBefore(this.#field.value, this.#field.selectionStart);
    const found = begun ? fitting(this.#people, begun.typed) : [];
    if (!found.length) return this.#close();
    const fresh = !this.#isOpen;
    this.#list.replaceChildren(...found.map((person, index) => this.#option(person, index)));
    this.#list.hidden = false;
    this.#choose(0);
    if (fresh) this.#list.scrollIntoView({ block: "nearest" });
    announce(word(found.length === 1 ? "person-offered" : "people-offered").replace("{0}", found.length));
  }

  #option({ id, name, email }, index) {
    const option = document.createElement("div");
    option.id = `${this.#list.id}-${index}`;
    option.className = "menu__item mention-field__person";
    option.setAttribute("role", "option");
    const words = document.createElement("span");
    words.textContent = name;
    const address = document.createElement("span");
    address.className = "quiet tiny";
    address.textContent = email === name ? "" : email;
    option.append(words, address);
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.#take({ id, name }));
    option.person = { id, name };
    return option;
  }

  #pressed(event) {
    if (!this.#isOpen || event.isComposing) return;
    const options = [...this.#list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#choose((this.#chosen + step + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      this.#take(options[this.#chosen].person);
    } else if (event.key === "Escape") {
      this.#close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(index) {
    this.#chosen = index;
    const options = [...this.#list.children];
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    options[index].scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", options[index].id);
  }

  #take({ id, name }) {
    const field = this.#field;
    const begun = nameBefore(field.value, field.selectionStart);
    if (!begun) return;
    const { text, caret } = taken(field.value, field.selectionStart, begun, name);
    field.value = text;
    field.setSelectionRange(caret, caret);
    const meant = field.form.elements.meant;
    if (meant) meant.value = [...new Set([...meant.value.split(",").filter(Boolean), String(id)])].join(",");
    this.#close();
    field.focus();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #close() {
    this.#list.hidden = true;
    this.#field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("mention-field", MentionField);
