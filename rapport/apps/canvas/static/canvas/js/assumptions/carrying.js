// Carrying a mark up and down the assumptions map with mouse, pen or finger. It never leaves its column: across is
// where its evidence has put it. Esc, or letting go outside the map, puts it back.

const FAR_ENOUGH = 5;
const EDGE = 60;
const STEP = 12;

export class Carrying {
  #held = null;
  #justPut = false;

  constructor(map, put) {
    Object.assign(this, { map, put });
    map.addEventListener("pointerdown", (event) => this.#down(event));
    addEventListener("pointermove", (event) => this.#move(event));
    addEventListener("pointerup", (event) => this.#up(event));
    addEventListener("pointercancel", () => this.#end());
    addEventListener("keydown", (event) => event.key === "Escape" && this.#end(), true);
  }

  get isBusy() {
    return this.#held !== null;
  }

  // The click that ends a carry is no press.
  get hasJustPut() {
    return this.#justPut;
  }

  #down(event) {
    const mark = event.target.closest("[data-mark]");
    if (!mark || event.button || !("mayChange" in mark.dataset)) return;
    this.#held = { mark, id: event.pointerId, from: event.pageY, lifted: false };
  }

  #move(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.id) return;
    const way = event.pageY - held.from;
    if (!held.lifted && Math.abs(way) < FAR_ENOUGH) return;
    held.lifted = true;
    held.mark.classList.add("mark--lifted");
    held.mark.style.transform = `translateY(${way}px)`;
    this.#point(event.clientY);
    this.#scroll(event.clientY);
  }

  #up(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.id) return;
    const band = held.lifted ? this.#bandAt(event.clientY) : null;
    if (held.lifted) this.#justPut = true;
    setTimeout(() => (this.#justPut = false));
    this.#end();
    if (band) this.put(held.mark, Number(band.dataset.importance));
  }

  #end() {
    if (!this.#held) return;
    const { mark } = this.#held;
    this.#held = null;
    mark.classList.remove("mark--lifted");
    mark.style.transform = "";
    this.#point(null);
    this.map.rested();
  }

  #point(y) {
    const band = y === null ? null : this.#bandAt(y);
    for (const one of this.map.querySelectorAll(".map__band")) one.classList.toggle("map__band--aim", one === band);
  }

  #bandAt(y) {
    return [...this.map.querySelectorAll(".map__band")].find((band) => {
      const { top, bottom } = band.getBoundingClientRect();
      return y >= top && y < bottom;
    });
  }

  #scroll(y) {
    if (y < EDGE) scrollBy(0, -STEP);
    else if (y > innerHeight - EDGE) scrollBy(0, STEP);
  }
}
