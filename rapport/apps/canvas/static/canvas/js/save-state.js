// Says whether everything on the page is safely stored: "Saved", "Saving…", "Not saved yet".

class SaveState extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.dataset.state ??= "saved";
  }

  show(state) {
    clearTimeout(this.#timer);
    this.dataset.state = state;
    // A save that takes a blink is not worth a word of its own.
    this.#timer = setTimeout(() => this.#say(state), state === "saving" ? 250 : 0);
  }

  #say(state) {
    this.classList.toggle("save-state--waiting", state === "waiting" || state === "signed-out");
    const words = this.dataset[{ "signed-out": "signedOut" }[state] ?? state];
    const place = this.querySelector("[data-words]");
    if (place && place.textContent !== words) place.textContent = words;
  }
}

customElements.define("save-state", SaveState);
