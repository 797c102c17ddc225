// The board as it stands in the document: finding notes and sections, putting notes in place, counting.

export class Page {
  constructor(root) {
    this.root = root;
  }

  get sections() {
    return [...this.root.querySelectorAll("[data-section]")];
  }

  section(key) {
    return this.root.querySelector(`[data-section="${CSS.escape(key)}"]`);
  }

  list(key) {
    return this.section(key)?.querySelector("[data-notes]");
  }

  note(id) {
    return this.root.querySelector(`sticky-note[data-note="${CSS.escape(id)}"]`);
  }

  get notes() {
    return [...this.root.querySelectorAll("sticky-note")];
  }

  notesIn(key) {
    return [...(this.list(key)?.querySelectorAll("sticky-note") ?? [])];
  }

  // Those that no filter hides, in the order in which they are read.
  get shown() {
    return this.notes.filter((note) => !note.item.hidden);
  }

  shownIn(key) {
    return this.notesIn(key).filter((note) => !note.item.hidden);
  }

  // Puts an item below a note, at the top (null) or at the end ("end").
  put(item, key, below) {
    const list = this.list(key);
    // Written for a section of an older template: the server knows where it belongs, and says so.
    if (!list) return;
    const anchor = below && below !== "end" ? this.note(below)?.item : null;
    if (anchor && anchor.parentElement === list && anchor !== item) anchor.after(item);
    else if (below === null) list.prepend(item);
    else list.append(item);
  }

  make(id, text) {
    const item = this.root.querySelector("#note-pattern").content.firstElementChild.cloneNode(true);
    const note = item.querySelector("sticky-note");
    item.id = `note-${id}`;
    Object.assign(note.dataset, { note: id, version: "0" });
    const words = note.querySelector(".note__text");
    words.id = `text-${id}`;
    words.textContent = text;
    note.setAttribute("aria-labelledby", words.id);
    note.querySelector("[data-details]").href = `${this.root.dataset.address}/notes/${id}`;
    return item;
  }

  // One stop for Tab in each section: its current note, and what can be pressed inside that note.
  rove(current = null) {
    if (current) this.current = current;
    for (const section of this.sections) {
      const notes = [...section.querySelectorAll("sticky-note")].filter((note) => !note.item.hidden);
      const stop = notes.includes(current) ? current : (notes.find((note) => note.tabIndex === 0) ?? notes[0]);
      for (const note of notes) {
        note.tabIndex = note === stop ? 0 : -1;
        for (const inside of note.querySelectorAll("[data-details], [data-vote]")) {
          inside.tabIndex = note === stop ? 0 : -1;
        }
      }
    }
  }

  count(counts) {
    for (const section of this.sections) {
      const place = section.querySelector("[data-count]");
      if (place) place.textContent = section.querySelectorAll("sticky-note").length;
    }
    for (const watch of counts ? document.querySelectorAll("[data-watch]") : []) {
      watch.querySelector("[data-count]").textContent = counts[watch.dataset.watch] ?? 0;
    }
  }

  // The title, and what colours and tags stand for; the keyboard's place in the legend stays where it is.
  caption({ title, legend }) {
    const heading = document.querySelector("[data-title].board-head__title");
    if (heading && heading.textContent !== title) heading.textContent = title;
    const place = document.querySelector("#legend");
    if (!place || this.legend === legend) return;
    this.legend = legend;
    const { show, value } = (place.contains(document.activeElement) && document.activeElement.dataset) || {};
    place.outerHTML = legend;
    const fresh = document.querySelector("#legend");
    window.htmx?.process(fresh);
    if (show) fresh.querySelector(`[data-show="${show}"][data-value="${CSS.escape(value)}"]`)?.focus();
  }
}
