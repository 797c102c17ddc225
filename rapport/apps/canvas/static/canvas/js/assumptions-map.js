// The assumptions map: claims are carried up and down, by hand or by arrow keys; across is left to their evidence.

import { Carrying } from "rapport/canvas/assumptions/carrying";
import { sender } from "rapport/canvas/board/server";
import { newId } from "rapport/canvas/models/ids";
import { areMany, packed } from "rapport/canvas/models/lanes";
import { Outbox } from "rapport/canvas/models/outbox";
import "rapport/canvas/save-state";
import { announce } from "rapport/ui/live-words";
import { isTyping } from "rapport/ui/shortcuts";
import { toast } from "rapport/ui/toast-stack";

const HIGHEST = 5;
const ZONES = ["against", "open", "for"];

class AssumptionsMap extends HTMLElement {
  #outbox;
  #sequence = 0;
  #carrying;
  #again = false;

  connectedCallback() {
    const { address, canvas, me, sequence } = this.dataset;
    this.#sequence = Number(sequence);
    this.#outbox = new Outbox({
      prefix: `rapport.unsent.${canvas}.${me}.`,
      storage: localStorage,
      send: sender(address, () => this.#sequence),
      answered: (answer) => this.#answered(answer),
      refused: (refusal) => this.#refused(refusal),
      state: (state) => document.querySelector("save-state")?.show?.(state),
    });
    this.#carrying = new Carrying(this, (mark, importance) => this.weigh(mark, importance));
    this.#listen();
    this.#outbox.restore();
    if (this.#outbox.waiting.length) this.#outbox.pump();
    new ResizeObserver(() => this.#layOut()).observe(this);
  }

  weigh(mark, importance) {
    if (!("mayChange" in mark.dataset) || mark.dataset.importance === String(importance ?? "")) return;
    this.#show(mark, importance);
    this.#do({ do: "weigh", note: mark.dataset.mark, importance });
    const words = importance ? this.dataset.sayWeighed.replace("{0}", importance) : this.dataset.sayUnweighed;
    announce(words);
  }

  async refresh() {
    if (this.#carrying.isBusy || this.#outbox.waiting.length) {
      this.#again = true;
      return;
    }
    this.#again = false;
    const response = await fetch(this.dataset.here, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (response?.ok) this.#renew(await response.text());
  }

  rested() {
    if (this.#again) this.refresh();
  }

  #listen() {
    const { canvas } = this.dataset;
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("change", (event) => this.#chosen(event));
    this.addEventListener("click", (event) => this.#opened(event));
    document.addEventListener("keydown", (event) => this.#turned(event));
    document.addEventListener("click", (event) => {
      const turn = event.target.closest("[data-do]");
      if (!turn) return;
      event.preventDefault();
      this.#do({ do: turn.dataset.do });
    });
    for (const topic of [`live:canvas:${canvas}`, "live:figures", "live:reset", "canvas-changed"]) {
      document.addEventListener(topic, () => this.refresh());
    }
    addEventListener("online", () => this.#outbox.pump());
  }

  #do(step) {
    this.#outbox.put({ key: newId(), steps: [step] });
  }

  #answered(answer) {
    this.#sequence = answer.sequence;
    for (const { message } of answer.told ?? []) toast({ text: message, kind: "notice" });
    this.#again = true;
    setTimeout(() => this.rested());
  }

  #refused(refusal) {
    toast({ text: refusal.message, kind: "error" });
    this.#again = true;
    setTimeout(() => this.rested());
  }

  #pressed(event) {
    const mark = event.target.closest?.("[data-mark]");
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!mark || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const now = Number(mark.dataset.importance);
    if (!now && step < 0) return;
    this.weigh(mark, Math.max(1, Math.min(HIGHEST, now + step)));
  }

  #turned(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || isTyping(event)) return;
    event.preventDefault();
    this.#do({ do: event.shiftKey ? "redo" : "undo" });
  }

  #chosen(event) {
    const field = event.target.closest("[data-weight]");
    const mark = field && this.#mark(field.dataset.weight);
    if (mark) this.weigh(mark, field.value ? Number(field.value) : null);
  }

  #opened(event) {
    const link = event.target.closest("[data-mark], [data-opens-note]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (this.#carrying.hasJustPut) return;
    window.htmx.ajax("GET", link.href, { target: "#side-panel", swap: "innerHTML" });
  }

  #mark(id) {
    return this.querySelector(`[data-mark="${CSS.escape(id)}"]`);
  }

  // At once, before the server has answered.
  #show(mark, importance) {
    const item = mark.closest("li");
    const list = importance ? this.querySelector(`[data-importance="${importance}"] [data-marks]`) : null;
    mark.dataset.importance = importance ?? "";
    if (list) {
      const after = [...list.children].find((other) => leaningOf(other) > leaningOf(item));
      list.insertBefore(item, after ?? null);
    }
    const field = this.querySelector(`[data-weight="${CSS.escape(mark.dataset.mark)}"]`);
    if (field) field.value = importance ?? "";
    this.#layOut();
    if (list && document.activeElement !== field) mark.focus({ preventScroll: true });
  }

  #renew(html) {
    const focused = this.contains(document.activeElement) ? document.activeElement.id : "";
    const wasOpen = this.querySelector(".map-place details")?.open;
    const holder = document.createElement("template");
    holder.innerHTML = html;
    this.replaceChildren(holder.content);
    this.querySelector(".map-place details")?.toggleAttribute("open", Boolean(wasOpen));
    this.#layOut();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  #layOut() {
    for (const list of this.querySelectorAll("[data-marks]")) this.#layOutOne(list);
  }

  #layOutOne(list) {
    const width = list.clientWidth;
    if (!width || getComputedStyle(list).display !== "block") return;
    const items = [...list.children];
    const zoned = items.map((item) => ({ zone: item.firstElementChild.dataset.zone }));
    const crowded = ZONES.filter((zone) => areMany(zoned, zone));
    for (const item of items) {
      const mark = item.firstElementChild;
      mark.classList.toggle("mark--small", crowded.includes(mark.dataset.zone));
    }
    const marks = items.map((item, index) => {
      const { zone } = item.firstElementChild.dataset;
      return { id: index, width: item.offsetWidth, zone, leaning: leaningOf(item) };
    });
    const { places, lanes } = packed(marks, width);
    list.style.setProperty("--lanes", Math.max(1, lanes));
    for (const { id, left, lane } of places) {
      items[id].style.insetInlineStart = `${left}px`;
      items[id].style.setProperty("--lane", lane);
    }
  }
}

function leaningOf(item) {
  return Number(item.firstElementChild.dataset.leaning);
}

customElements.define("assumptions-map", AssumptionsMap);
