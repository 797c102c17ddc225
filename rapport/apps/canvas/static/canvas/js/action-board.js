// Actions by state: carried with mouse, pen or finger, with Alt and arrows, or by the list on each card.
// Every way ends in the same request; a refused move puts the card back and says why.

import { announce } from "rapport/ui/live-words";
import { isTyping } from "rapport/ui/shortcuts";
import { toast } from "rapport/ui/toast-stack";
import { word } from "rapport/ui/words";
import { Carrying } from "rapport/canvas/models/carrying";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class ActionBoard extends HTMLElement {
  #carrying = null;

  connectedCallback() {
    this.#carrying = new Carrying(this, { card: "[data-may-change]", lists: "[data-actions]", drop: this.#dropped });
    this.addEventListener("keydown", this.#pressed);
    this.addEventListener("change", this.#chosen);
  }

  disconnectedCallback() {
    this.#carrying.end();
  }

  get #columns() {
    return [...this.querySelectorAll("[data-status]")];
  }

  #cards(column) {
    return [...column.querySelectorAll("[data-action]")];
  }

  // Puts a card into a column below another card, at the top (null) or at the end, and tells the server.
  async move(card, column, below) {
    const item = card.parentElement;
    const home = { list: item.parentElement, next: item.nextElementSibling };
    const list = column.querySelector("[data-actions]");
    const anchor = below === "end" ? null : this.#cards(column).find((one) => one.dataset.action === below);
    if (below === "end") list.append(item);
    else if (anchor) anchor.parentElement.after(item);
    else list.prepend(item);
    this.#afterMove(card, column);
    const refusal = await send(card, column.dataset.status, below);
    if (!refusal) return;
    home.list.insertBefore(item, home.next);
    this.#afterMove(card, item.closest("[data-status]"), false);
    toast({ text: refusal, kind: "error" });
  }

  #afterMove(card, column, say = true) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const select = card.querySelector("[data-move]");
    if (select) select.value = column.dataset.status;
    for (const one of this.#columns) one.querySelector(".section__count").textContent = this.#cards(one).length;
    const cards = this.#cards(column);
    const values = [column.dataset.title, cards.indexOf(card) + 1, cards.length];
    if (say) announce(values.reduce((text, value, place) => text.replace(`{${place}}`, value), this.dataset.sayMoved));
  }

  #pressed = (event) => {
    const card = event.target.closest("[data-action]");
    if (!card || !(event.key in STEPS)) return;
    if (event.altKey && "mayChange" in card.dataset) {
      event.preventDefault();
      this.#step(card, STEPS[event.key]);
    } else if (!isTyping(event.target) && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#go(card, STEPS[event.key]);
    }
  };

  #step(card, [across, down]) {
    const column = card.closest("[data-status]");
    const rightToLeft = getComputedStyle(this).direction === "rtl";
    if (across) {
      const next = this.#columns[this.#columns.indexOf(column) + (rightToLeft ? -across : across)];
      if (next) this.move(card, next, "end");
      return;
    }
    const cards = this.#cards(column);
    const place = cards.indexOf(card) + down;
    if (place < 0 || place >= cards.length || "whole" in this.dataset) return;
    const others = cards.filter((one) => one !== card);
    this.move(card, column, place ? others[place - 1].dataset.action : null);
  }

  #go(card, [across, down]) {
    const column = card.closest("[data-status]");
    const cards = this.#cards(column);
    if (down) return void cards[cards.indexOf(card) + down]?.focus();
    const rightToLeft = getComputedStyle(this).direction === "rtl";
    const step = rightToLeft ? -across : across;
    const further = this.#columns.slice(step > 0 ? this.#columns.indexOf(column) + 1 : 0);
    const order = step > 0 ? further : this.#columns.slice(0, this.#columns.indexOf(column)).reverse();
    const next = order.find((one) => this.#cards(one).length);
    if (next) this.#cards(next)[Math.min(cards.indexOf(card), this.#cards(next).length - 1)].focus();
  }

  #chosen = (event) => {
    const select = event.target.closest("[data-move]");
    if (!select) return;
    const goal = this.#columns.find((column) => column.dataset.status === select.value);
    this.move(select.closest("[data-action]"), goal, "end");
  };

  #dropped = (card, list, below) => {
    const column = list.closest("[data-status]");
    this.move(card, column, "whole" in this.dataset ? "end" : below);
  };
}

async function send(card, status, below) {
  const token = card.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const body = new URLSearchParams({ status, below: below ?? "" });
  try {
    const answer = await fetch(card.dataset.place, { method: "POST", headers, body });
    return answer.ok ? "" : ((await answer.json().catch(() => ({}))).message ?? word(answer.status));
  } catch {
    return word(0);
  }
}

customElements.define("action-board", ActionBoard);
