// One stream of server-sent events: reads, reconnects where it left off, and says how it fares.
//
// `fetch` rather than EventSource, because a refusal (signed out, no longer a member) must end the stream
// and only the status tells it from a server that restarts.

const SILENCE = 40_000;
const LONGEST_PAUSE = 30_000;
const FINAL = new Set([401, 403, 404]);

/** The complete events at the start of a text, and what is left of it. */
export function parseEvents(text) {
  const parts = text.split("\n\n");
  const rest = parts.pop();
  return { events: parts.map(parseEvent).filter((event) => event.name !== ""), rest };
}

function parseEvent(block) {
  const event = { name: "", id: null, detail: null };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    const field = line.slice(0, colon);
    const value = line.slice(colon + 2);
    if (field === "event") event.name = value;
    else if (field === "id") event.id = Number(value);
    else if (field === "data") event.detail = JSON.parse(value);
  }
  return event;
}

/** How long to wait before the next try: growing, and never the same for two browsers. */
export function pauseBefore(attempt, random = Math.random()) {
  return Math.min(LONGEST_PAUSE, 500 * 2 ** attempt) * (0.5 + random / 2);
}

export class LiveConnection {
  #url;
  #hears;
  #place = null;
  #attempt = 0;
  #running = null;
  #state = "";

  /** `hears` has the functions `change({topic, sequence})`, `reset({sequence})` and `state(word)`. */
  constructor(url, hears) {
    this.#url = url;
    this.#hears = hears;
  }

  get state() {
    return this.#state;
  }

  /** Where in the log the stream has come to. */
  get place() {
    return this.#place;
  }

  start(since) {
    if (this.#running) return;
    this.#place ??= since;
    this.#running = new AbortController();
    this.#keepReading(this.#running.signal);
  }

  stop() {
    this.#running?.abort();
    this.#running = null;
  }

  /** Try again now instead of after the pause: the network is back. */
  hurry() {
    if (!this.#running || this.#state === "live") return;
    this.stop();
    this.#attempt = 0;
    this.start(this.#place);
  }

  async #keepReading(stopped) {
    while (!stopped.aborted) {
      this.#become(this.#attempt === 0 ? "connecting" : "offline");
      const goOn = await this.#read(stopped).catch(() => true);
      if (stopped.aborted) return;
      if (!goOn) return this.#become("ended");
      this.#become("offline");
      await sleep(pauseBefore(this.#attempt++), stopped);
    }
  }

  /** Read one answer to its end; false when there must not be another. */
  async #read(stopped) {
    const silence = new AbortController();
    const signal = AbortSignal.any([stopped, silence.signal]);
    const headers = { Accept: "text/event-stream" };
    if (this.#place !== null) headers["Last-Event-ID"] = String(this.#place);
    const answer = await fetch(this.#url, { headers, signal, cache: "no-store", redirect: "error" });
    if (FINAL.has(answer.status)) return false;
    if (!answer.ok) return true;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const timer = setTimeout(() => silence.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return true;
      const { events, rest } = parseEvents(text + value);
      text = rest;
      for (const event of events) if (!this.#take(event)) return false;
    }
  }

  /** Pass an event on; false when the stream has ended for good. */
  #take({ name, id, detail }) {
    if (id !== null) this.#place = id;
    if (name === "end") return detail.reason !== "rights";
    this.#attempt = 0;
    this.#become("live");
    if (name === "change") this.#hears.change(detail);
    if (name === "reset") this.#hears.reset(detail);
    return true;
  }

  #become(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#hears.state(state);
  }
}

function sleep(milliseconds, stopped) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    stopped.addEventListener("abort", resolve, { once: true });
  });
}
