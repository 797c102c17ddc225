// <file-drop>: a file dropped on it is a file chosen. Without it the plain file input does the same.
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.addEventListener("dragover", (event) => this.#hover(event));
    this.addEventListener("dragleave", () => this.classList.remove("file-drop--over"));
    this.addEventListener("drop", (event) => this.#drop(event));
    this.#input?.addEventListener("change", () => this.#tell());
    this.#input?.form?.addEventListener("submit", () => this.#sending());
  }

  get #input() {
    return this.querySelector('input[type="file"]');
  }

  #hover(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.classList.add("file-drop--over");
  }

  #drop(event) {
    event.preventDefault();
    this.classList.remove("file-drop--over");
    const file = event.dataTransfer?.files[0];
    if (!file || !this.#input) return;
    const chosen = new DataTransfer();
    chosen.items.add(file);
    this.#input.files = chosen.files;
    this.#tell();
  }

  #tell() {
    const file = this.#input.files[0];
    this.#say(file ? `${file.name} · ${size(file.size)}` : "");
  }

  #sending() {
    const file = this.#input.files[0];
    if (file) this.#say(`${file.name} · ${size(file.size)} …`);
    this.setAttribute("aria-busy", "true");
  }

  #say(text) {
    this.querySelector(".file-drop__state").textContent = text;
  }
}

/** Bytes for people: 49.0 MB. */
export function size(bytes, locale = document.documentElement.lang || "en") {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const digits = step ? 1 : 0;
  const options = { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options).format(bytes / 1000 ** step);
}

customElements.define("file-drop", FileDrop);
