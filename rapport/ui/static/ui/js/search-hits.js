// What the server finds while somebody types: asked a moment after the last key, and only the newest answer counts.

const PAUSE = 120;

export class SearchHits {
  #timer = 0;
  #asking = null;

  // `address` finds for `?q=…`; `found({groups, all})` is told: groups of hits {title, about, url}.
  constructor(address, found) {
    Object.assign(this, { address, found });
  }

  ask(fields) {
    this.stop();
    if (!this.address || !fields.get("q").trim()) return;
    this.#timer = setTimeout(() => this.#ask(fields), PAUSE);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #ask(fields) {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(`${this.address}?${new URLSearchParams(fields)}`, { headers, signal: asking.signal });
      if (response.ok && this.#asking === asking) this.found(await response.json());
    } catch {
      // Asked for something else meanwhile, or cut off: the page of the search is still there.
    }
  }
}

// Goes to a hit; a page that can show it without being left says so by preventing the event.
export function goTo(url) {
  const event = new CustomEvent("go-to", { detail: { url }, cancelable: true });
  if (document.dispatchEvent(event)) location.assign(url);
}
