// Carrying cards between lists with mouse, pen or finger. A line shows where a card would stand; Esc puts it back.
// `card` and `lists` are selectors inside `root`; `drop(card, list, below)` is told where it was let go: below the card
// with that id, at the top (null) or at the end ("end").

const FAR_ENOUGH = 5;
const HOLD = 280;
const EDGE = 60;

export class Carrying {
  #drag = null;
  #line = document.createElement("div");

  constructor(root, { card, lists, drop }) {
    Object.assign(this, { root, card, lists, drop });
    this.#line.className = "insertion insertion--card";
    root.addEventListener("pointerdown", this.#down);
    root.addEventListener("touchmove", (event) => this.#drag?.lifted && event.preventDefault(), { passive: false });
    root.addEventListener("contextmenu", (event) => this.#drag?.touch && event.preventDefault());
    root.addEventListener("dragstart", (event) => event.preventDefault());
  }

  /** Lets go of whatever is carried, without dropping it. */
  end() {
    const drag = this.#drag;
    if (!drag) return;
    clearTimeout(drag.timer);
    drag.card.classList.remove("note--lifted");
    drag.card.style.translate = "";
    document.documentElement.classList.remove("is-carrying");
    this.#line.remove();
    for (const [name, act] of this.#listeners) removeEventListener(name, act, true);
    this.#drag = null;
  }

  get #listeners() {
    return [["pointermove", this.#move], ["pointerup", this.#up], ["pointercancel", this.#cancelled], ["keydown", this.#key]];
  }

  #down = (event) => {
    const card = event.target.closest(this.card);
    if (!card || event.button || event.target.closest("button, select, input, textarea")) return;
    const touch = event.pointerType === "touch";
    this.#drag = { card, touch, id: event.pointerId, start: { x: event.clientX, y: event.clientY }, lifted: false };
    if (touch) this.#drag.timer = setTimeout(() => this.#lift(), HOLD);
    for (const [name, act] of this.#listeners) addEventListener(name, act, true);
  };

  #move = (event) => {
    const drag = this.#drag;
    if (event.pointerId !== drag?.id) return;
    const far = Math.hypot(event.clientX - drag.start.x, event.clientY - drag.start.y) > FAR_ENOUGH;
    if (!drag.lifted && far) {
      if (drag.touch) return this.end();
      this.#lift();
    }
    if (!drag.lifted) return;
    drag.at = { x: event.clientX, y: event.clientY };
    this.#show();
    const { y } = drag.at;
    const speed = y < EDGE ? y - EDGE : y > innerHeight - EDGE ? y - innerHeight + EDGE : 0;
    if (speed) scrollBy(0, speed / 3);
  };

  #lift() {
    const drag = this.#drag;
    if (!drag) return;
    Object.assign(drag, { lifted: true, at: drag.start, scrolled: { x: scrollX, y: scrollY } });
    drag.card.classList.add("note--lifted");
    document.documentElement.classList.add("is-carrying");
    getSelection()?.removeAllRanges();
    if (drag.touch) navigator.vibrate?.(10);
  }

  #show() {
    const { card, at, start, scrolled } = this.#drag;
    card.style.translate = `${at.x - start.x + scrollX - scrolled.x}px ${at.y - start.y + scrollY - scrolled.y}px`;
    this.#drag.place = this.#placeAt(at);
    if (!this.#drag.place) return this.#line.remove();
    const { list, after } = this.#drag.place;
    if (after) after.after(this.#line);
    else list.prepend(this.#line);
  }

  // The list under the pointer, and the item that the card would stand below.
  #placeAt({ x, y }) {
    const list = [...this.root.querySelectorAll(this.lists)].find((one) => {
      const box = one.parentElement.getBoundingClientRect();
      return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    });
    if (!list) return null;
    const items = [...list.children].filter((item) => item !== this.#line && !item.contains(this.#drag.card));
    const after = items.findLast((item) => {
      const box = item.getBoundingClientRect();
      return (box.top + box.bottom) / 2 < y;
    });
    return { list, after: after ?? null };
  }

  #up = (event) => {
    const drag = this.#drag;
    if (event.pointerId !== drag?.id) return;
    const { lifted, place, card } = drag;
    this.end();
    if (!lifted) return;
    const swallow = (click) => (click.preventDefault(), click.stopPropagation());
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
    if (place) this.drop(card, place.list, place.after?.querySelector("[data-action]").dataset.action ?? null);
  };

  #cancelled = () => this.end();

  #key = (event) => {
    if (event.key === "Escape") this.end();
  };
}
