// The time that is left in a workshop. Silent: it counts where everybody can see it, and says two things politely.

import { words } from "rapport/canvas/board/words";
import { announce } from "rapport/ui/live-words";

const MINUTE = 60;

class WorkshopTimer extends HTMLElement {
  #timer = 0;
  #ends = 0;
  #before = null;

  connectedCallback() {
    // Counted from the server's clock: the reader's own may be wrong.
    const ahead = Date.now() - Date.parse(this.dataset.now);
    this.#ends = Date.parse(this.dataset.ends) + ahead;
    this.#count();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #count() {
    const left = Math.max(0, Math.ceil((this.#ends - Date.now()) / 1000));
    this.#show(left);
    this.#say(left);
    this.#before = left;
    if (left > 0) this.#timer = setTimeout(() => this.#count(), ((this.#ends - Date.now()) % 1000) + 5);
  }

  #show(left) {
    const clock = `${Math.floor(left / MINUTE)}:${String(left % MINUTE).padStart(2, "0")}`;
    this.textContent = left ? clock : words("timeUp");
    this.classList.toggle("workshop__timer--last", left > 0 && left <= MINUTE);
    this.classList.toggle("workshop__timer--over", left === 0);
  }

  // Only at the moment itself, not to somebody who comes later.
  #say(left) {
    if (this.#before === null || this.#before <= left) return;
    if (this.#before > MINUTE && left <= MINUTE && left > 0) announce(words("minuteLeft"));
    if (left === 0) announce(words("timeUp"));
  }
}

customElements.define("workshop-timer", WorkshopTimer);
