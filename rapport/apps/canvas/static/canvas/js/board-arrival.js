// Whoever comes to a board for one thing on it is led there: `?note=…` brings the note into view, focuses it and opens
// its panel, `&comment=…` shows that comment, `?comments` opens what is said about the whole canvas.

const WIDE = "(width >= 48rem)";
const SEEN = 4000;

class BoardArrival extends HTMLElement {
  connectedCallback() {
    document.addEventListener("go-to", this.#goTo);
    document.addEventListener("click", this.#jumped);
    document.addEventListener("board-told", this.#told);
    Promise.all([customElements.whenDefined("canvas-board"), customElements.whenDefined("side-panel")]).then(() => this.#arrive());
  }

  disconnectedCallback() {
    document.removeEventListener("go-to", this.#goTo);
    document.removeEventListener("click", this.#jumped);
    document.removeEventListener("board-told", this.#told);
  }

  // How many threads are open, beside the button that leads to them.
  #told = ({ detail }) => {
    const count = this.querySelector("[data-threads]");
    if (count && detail.threads !== undefined) count.textContent = detail.threads || "";
  };

  // A hit on this very board needs no new page.
  #goTo = (event) => {
    if (this.#reach(event.detail.url)) event.preventDefault();
  };

  #jumped = (event) => {
    const link = event.target.closest?.("a[data-jump]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (this.#reach(link.href)) event.preventDefault();
  };

  #reach(address) {
    const url = new URL(address, location.href);
    if (url.pathname !== location.pathname || !url.search) return false;
    const note = this.#note(url.searchParams.get("note"));
    if (url.searchParams.has("note") && (!note || !note.checkVisibility())) return false;
    history.replaceState(null, "", url);
    this.#arrive();
    return true;
  }

  async #arrive() {
    const asked = new URLSearchParams(location.search);
    const [note, comment] = [asked.get("note"), asked.get("comment")];
    if (!note && !asked.has("comments")) return;
    const shown = note ? this.#show(note) : null;
    const { address } = this.dataset;
    const panel = note ? `${address}/notes/${encodeURIComponent(note)}` : `${address}/talk`;
    await window.htmx.ajax("GET", panel, { source: this, target: "#side-panel", swap: "innerHTML" });
    if (comment) this.#showComment(comment);
    else if (shown && matchMedia(WIDE).matches) shown.focus({ preventScroll: true });
  }

  #note(id) {
    return id ? document.querySelector(`sticky-note[data-note="${CSS.escape(id)}"]`) : null;
  }

  #show(id) {
    const note = this.#note(id);
    if (!note) return null;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "center" });
    note.classList.add("note--found");
    setTimeout(() => note.classList.remove("note--found"), SEEN);
    return note;
  }

  async #showComment(id) {
    await customElements.whenDefined("comment-threads");
    document.querySelector("#side-panel comment-threads")?.show(id);
  }
}

customElements.define("board-arrival", BoardArrival);
