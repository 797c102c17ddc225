// What the server says is put on the page, around whatever a person is doing there at the moment.

const CALM = 180;

export class Sync {
  #shown = new Map();
  #asking = null;
  #again = null;

  constructor(page, { address, sequence, isBusy, ordered, told }) {
    Object.assign(this, { page, address, sequence, isBusy, ordered, told });
  }

  // Fetches what is new; with `judged` what evidence says by now as well, with `all` everything. Several calls while
  // one is under way become one more.
  async fetch({ judged = false, all = false } = {}) {
    if (this.#asking) {
      this.#again = { judged: judged || Boolean(this.#again?.judged), all: all || Boolean(this.#again?.all) };
      return this.#asking;
    }
    this.#asking = this.#fetch(judged, all).finally(() => (this.#asking = null));
    await this.#asking;
    if (this.#again) {
      const wish = this.#again;
      this.#again = null;
      return this.fetch(wish);
    }
  }

  async #fetch(judged, all) {
    const address = `${this.address}/changes?since=${all ? 0 : this.sequence}${judged ? "&judged" : ""}`;
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (response.ok) this.apply(await response.json());
    } catch {
      // Cut off; the stream or the next gesture brings it.
    }
  }

  // What the page shows of these notes is not what the server says: take it from there again.
  forget(ids) {
    for (const id of ids) this.#shown.delete(id);
  }

  // A note somebody is writing on, or whose own change is still on its way, is left alone and comes again later.
  apply(answer) {
    if (answer.sequence < this.sequence) return;
    const held = answer.notes.filter((note) => this.isBusy(note.id));
    for (const note of answer.notes) if (!held.includes(note)) this.#show(note);
    for (const [key, ids] of Object.entries(answer.order)) this.#arrange(key, this.ordered(ids));
    if (!held.length) this.sequence = answer.sequence;
    this.told(answer);
    document.dispatchEvent(new CustomEvent("board-told", { detail: answer }));
  }

  #show(note) {
    const known = this.page.note(note.id);
    if (note.deleted) {
      this.#shown.delete(note.id);
      known?.item.remove();
      return;
    }
    if (known && this.#shown.get(note.id) === note.html) return;
    this.#shown.set(note.id, note.html);
    const item = this.#parsed(note.html);
    if (known) this.#renew(known, item.querySelector("sticky-note"));
    else this.page.put(item, note.section, "end");
  }

  // The element stays, so that focus, and whoever keeps hold of the note, stay with it.
  #renew(known, fresh) {
    const inside = document.activeElement !== known && known.contains(document.activeElement);
    const isFound = known.classList.contains("note--found");
    for (const { name } of [...known.attributes]) {
      if (name !== "tabindex" && !fresh.hasAttribute(name)) known.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) if (name !== "tabindex") known.setAttribute(name, value);
    known.classList.toggle("note--found", isFound);
    known.replaceChildren(...fresh.childNodes);
    if (inside) known.focus({ preventScroll: true });
  }

  #parsed(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.querySelector("li");
  }

  // Moves as few items as possible, and shows the way of those that move.
  #arrange(key, ids) {
    const list = this.page.list(key);
    if (!list) return;
    const wanted = new Set(ids);
    let last = null;
    for (const id of ids) {
      const item = this.page.note(id)?.item;
      if (!item || this.isBusy(id)) continue;
      if (item.parentElement !== list || this.#before(item, wanted) !== last) this.#move(item, list, last);
      last = item;
    }
  }

  #before(item, wanted) {
    let other = item.previousElementSibling;
    while (other && !this.#counts(other, wanted)) other = other.previousElementSibling;
    return other;
  }

  #counts(item, wanted) {
    const id = item.querySelector("sticky-note")?.dataset.note;
    return id !== undefined && wanted.has(id) && !this.isBusy(id);
  }

  #move(item, list, after) {
    const focused = item.contains(document.activeElement) ? document.activeElement : null;
    const from = item.getBoundingClientRect();
    if (after) after.after(item);
    else list.prepend(item);
    focused?.focus({ preventScroll: true });
    glide(item, from);
  }
}

// Lets the eye follow a note from where it was; not where people asked for less motion.
export function glide(item, from) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const to = item.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (!x && !y) return;
  const way = [{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }];
  item.animate(way, { duration: CALM, easing: "cubic-bezier(0.2, 0, 0, 1)" });
}
