// Choosing notes with the hand: with Shift or Ctrl and a press, or by a band drawn around them with the mouse.

const FAR_ENOUGH = 6;
const NO_GROUND = "sticky-note, note-composer, a, button, input, textarea, select, summary, .section__live, [popover]";

export class Choosing {
  #band = null;
  #box = document.createElement("div");

  constructor(board, page) {
    Object.assign(this, { board, page, selection: board.selection });
    this.#box.className = "band";
    page.root.addEventListener("mousedown", (event) => this.#unselectText(event));
    page.root.addEventListener("click", (event) => this.#pressed(event));
    page.root.addEventListener("pointerdown", (event) => this.#down(event));
    addEventListener("pointermove", (event) => this.#move(event));
    addEventListener("pointerup", () => this.#end());
    addEventListener("pointercancel", () => this.#end());
    addEventListener("keydown", (event) => event.key === "Escape" && this.#cancel(), true);
  }

  #unselectText(event) {
    if (event.shiftKey && event.target.closest("sticky-note") && !event.target.closest("textarea")) event.preventDefault();
  }

  #pressed(event) {
    const note = event.target.closest("sticky-note");
    if (!note || event.target.closest("a, button, textarea")) return;
    if (event.shiftKey) this.selection.extend(note);
    else if (event.ctrlKey || event.metaKey) this.selection.toggle(note);
    else if (event.pointerType === "touch" && this.selection.size) this.selection.toggle(note);
    else if (!this.selection.has(note)) this.selection.clear();
    else return;
    note.focus({ preventScroll: true });
  }

  #down(event) {
    if (event.pointerType !== "mouse" || event.button || event.target.closest(NO_GROUND)) return;
    const keeps = event.shiftKey || event.ctrlKey || event.metaKey;
    const kept = keeps ? this.selection.notes : [];
    this.#band = { x: event.pageX, y: event.pageY, kept, drawn: false };
  }

  #move(event) {
    const band = this.#band;
    if (!band) return;
    const [x, y] = [event.pageX, event.pageY];
    if (!band.drawn && Math.hypot(x - band.x, y - band.y) < FAR_ENOUGH) return;
    if (!band.drawn) this.#begin();
    band.area = { left: Math.min(x, band.x), top: Math.min(y, band.y), right: Math.max(x, band.x), bottom: Math.max(y, band.y) };
    this.#draw(band.area);
    this.#mark();
  }

  #begin() {
    this.#band.drawn = true;
    this.#band.boxes = this.page.shown.map((note) => ({ note, box: onPage(note) }));
    document.documentElement.classList.add("is-banding");
    getSelection()?.removeAllRanges();
    this.page.root.append(this.#box);
  }

  #draw({ left, top, right, bottom }) {
    const root = onPage(this.page.root);
    const place = { left: left - root.left, top: top - root.top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(place)) this.#box.style[name] = `${value}px`;
  }

  // While the band is drawn, the marks only; the choice is made, and told, when it is let go.
  #mark() {
    const caught = this.#caught();
    for (const { note } of this.#band.boxes) note.chosen = caught.includes(note);
  }

  #caught() {
    const { area, boxes, kept } = this.#band;
    const meets = ({ box }) => box.left < area.right && box.right > area.left && box.top < area.bottom && box.bottom > area.top;
    return [...new Set([...kept, ...boxes.filter(meets).map(({ note }) => note)])];
  }

  #end() {
    const band = this.#band;
    if (!band) return;
    if (band.drawn) this.selection.only(this.#caught());
    else if (!band.kept.length) this.selection.clear();
    this.#drop();
  }

  #cancel() {
    if (!this.#band?.drawn) return;
    this.#drop();
    this.selection.show();
  }

  #drop() {
    this.#band = null;
    this.#box.remove();
    document.documentElement.classList.remove("is-banding");
  }
}

function onPage(element) {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left: left + scrollX, top: top + scrollY, right: right + scrollX, bottom: bottom + scrollY };
}
