// Sentences for screen readers: `announce("Moved to Pain points, 2 of 5")`, or the event `announce` in HX-Trigger.

export function announce(text) {
  document.querySelector("live-words")?.say(text);
}

class LiveWords extends HTMLElement {
  connectedCallback() {
    document.addEventListener("announce", (event) => this.say(event.detail.text));
  }

  say(text) {
    // Emptied first, so that the same sentence is spoken a second time.
    this.textContent = "";
    setTimeout(() => (this.textContent = text), 50);
  }
}

customElements.define("live-words", LiveWords);
