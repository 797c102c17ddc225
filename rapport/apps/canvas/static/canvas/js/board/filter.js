// Which notes are shown, and in which order: by status, tag or colour; the most voted first. It stands in the address.

import { words } from "rapport/canvas/board/words";

const NAMES = ["status", "tag", "hue", "sort"];

const FITS = {
  status: (note, value) => note.dataset.status === value,
  tag: (note, value) => note.tags.includes(value),
  hue: (note, value) => note.dataset.hue === value,
};

export class Filter {
  #wanted = new Map();
  #spared = new Set();

  constructor(page) {
    this.page = page;
    const asked = new URLSearchParams(location.search);
    for (const name of NAMES) if (asked.get(name)) this.#wanted.set(name, asked.get(name));
  }

  get byVotes() {
    return this.#wanted.get("sort") === "votes";
  }

  // Asked for twice, it is taken away again; null takes everything away.
  turn(name, value) {
    if (name === null) for (const each of Object.keys(FITS)) this.#wanted.delete(each);
    else if (this.#wanted.get(name) === value) this.#wanted.delete(name);
    else this.#wanted.set(name, value);
    this.#spared.clear();
    const query = new URLSearchParams([...this.#wanted]).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    this.apply();
  }

  // What somebody has just written here stays in sight, whether it fits or not.
  spare(ids) {
    for (const id of ids) this.#spared.add(id);
  }

  apply() {
    const asked = [...this.#wanted].filter(([name]) => name in FITS);
    let shown = 0;
    for (const note of this.page.notes) {
      const fits = asked.every(([name, value]) => FITS[name](note, value)) || this.#spared.has(note.key);
      if (note.item.hidden === fits) note.item.hidden = !fits;
      shown += fits;
    }
    this.#mark();
    this.#count(asked.length > 0, shown);
  }

  // The ids of a section in the order in which they are to stand.
  ordered(ids) {
    if (!this.byVotes) return ids;
    const votes = new Map(ids.map((id) => [id, this.page.note(id)?.votes ?? 0]));
    return [...ids].sort((one, other) => votes.get(other) - votes.get(one));
  }

  #mark() {
    const status = this.#wanted.get("status");
    this.page.root.toggleAttribute("data-filter", Boolean(status));
    if (status) this.page.root.dataset.filter = status;
    for (const link of document.querySelectorAll("[data-show]")) {
      const on = this.#wanted.get(link.dataset.show) === link.dataset.value;
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  #count(on, shown) {
    const line = document.querySelector("#board-filter");
    if (!line) return;
    const text = on ? words("shown", shown, this.page.notes.length) : "";
    const place = line.querySelector("[data-words]");
    if (place.textContent !== text) place.textContent = text;
    line.hidden = !on;
  }
}
