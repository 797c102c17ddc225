// A canvas before an audience: one section at a time, by key, press or swipe. Its place is in the address, so a reload
// and a colleague come to the same section. Without a script all sections stand below one another.

import { announce } from "rapport/ui/live-words";
import { isTyping } from "rapport/ui/shortcuts";

const SWIPE = 60;

class CanvasPresent extends HTMLElement {
  #slides = [];
  #place = 0;
  #from = null;

  connectedCallback() {
    this.#slides = [...this.querySelectorAll("[data-slide]")];
    for (const slide of this.#slides) slide.addEventListener("click", (event) => this.#choose(event, slide));
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("touchstart", (event) => (this.#from = event.touches[0].clientX), { passive: true });
    this.addEventListener("touchend", (event) => this.#swiped(event.changedTouches[0].clientX));
    document.addEventListener("keydown", (event) => this.#key(event));
    window.addEventListener("hashchange", () => this.#show(this.#wanted(), false));
    this.dataset.on = "";
    this.#show(this.#wanted(), false);
  }

  #wanted() {
    const found = this.#slides.findIndex((slide) => `#${slide.id}` === location.hash);
    return Math.max(0, found);
  }

  get #overview() {
    return this.hasAttribute("data-overview");
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const on = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const deeds = {
      [on]: () => this.#show(this.#place + 1),
      [on === "ArrowRight" ? "ArrowLeft" : "ArrowRight"]: () => this.#show(this.#place - 1),
      PageDown: () => this.#show(this.#place + 1),
      PageUp: () => this.#show(this.#place - 1),
      Home: () => this.#show(0),
      End: () => this.#show(this.#slides.length - 1),
      Escape: () => (this.#overview ? this.#lookOver(false) : this.#leave()),
      o: () => this.#lookOver(!this.#overview),
      f: () => this.#full(),
    };
    if (event.key === "Enter" && this.#overview && event.target.matches("[data-slide]")) {
      event.preventDefault();
      this.#choose(event, event.target);
    } else if (deeds[event.key]) {
      event.preventDefault();
      deeds[event.key]();
    }
  }

  #press(event) {
    const button = event.target.closest("[data-do]");
    if (!button || button.dataset.do === "leave") return;
    const deeds = {
      on: () => this.#show(this.#place + 1),
      back: () => this.#show(this.#place - 1),
      overview: () => this.#lookOver(!this.#overview),
      full: () => this.#full(),
    };
    deeds[button.dataset.do]();
  }

  #choose(event, slide) {
    if (!this.#overview || event.target.closest("a, button")) return;
    this.#lookOver(false);
    this.#show(this.#slides.indexOf(slide));
  }

  #swiped(to) {
    const way = this.#from === null ? 0 : this.#from - to;
    this.#from = null;
    const forward = getComputedStyle(this).direction === "rtl" ? way < 0 : way > 0;
    if (Math.abs(way) > SWIPE && !this.#overview) this.#show(this.#place + (forward ? 1 : -1));
  }

  #show(wanted, spoken = true) {
    this.#place = Math.min(Math.max(wanted, 0), this.#slides.length - 1);
    for (const [number, slide] of this.#slides.entries()) slide.toggleAttribute("data-current", number === this.#place);
    const slide = this.#slides[this.#place];
    const words = this.#name(this.#place);
    this.querySelector("[data-place]").textContent = `${this.#place + 1} / ${this.#slides.length}`;
    const next = this.querySelector("[data-next]");
    next.textContent = this.#slides[this.#place + 1] ? next.dataset.words.replace("{0}", this.#name(this.#place + 1)) : "";
    this.querySelector("[data-do=back]").disabled = this.#place === 0;
    this.querySelector("[data-do=on]").disabled = this.#place === this.#slides.length - 1;
    if (!spoken) return;
    history.replaceState(null, "", `#${slide.id}`);
    slide.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    const say = [words, this.#place + 1, this.#slides.length];
    announce(this.dataset.say.replace(/\{(\d)\}/g, (_, number) => say[number]));
  }

  #name(number) {
    return this.#slides[number].querySelector("h1, h2").textContent.trim();
  }

  #lookOver(open) {
    this.toggleAttribute("data-overview", open);
    this.querySelector("[data-do=overview]").setAttribute("aria-pressed", String(open));
    for (const slide of this.#slides) slide.tabIndex = open ? 0 : -1;
    this.#slides[this.#place].focus({ preventScroll: !open });
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }

  #leave() {
    if (!document.fullscreenElement) location.href = this.dataset.back;
  }
}

customElements.define("canvas-present", CanvasPresent);
