// <live-stream>: tells the page what has changed on the server.
//
// Events on `document`: `live:<topic>` with {topic, sequence} (a fragment says hx-trigger="live:figures from:document"),
// `live:change` for every topic alike, `live:reset` when too much has happened to tell (all topics the page waits for
// are told as well), `live:state` with {state}: connecting, live, offline, ended.
//
// What is told while a fragment is being fetched would find neither the old one (it is busy) nor the new one (it is not
// there yet). So it is told again as soon as the new one stands.

import { LiveConnection } from "rapport/activity/live-connection";
import { awaitedTopics } from "rapport/activity/live-topics";

const told = new Map();
const askedAfter = new WeakMap();
let tellings = 0;

class LiveStream extends HTMLElement {
  #worker = null;
  #connection = null;
  #place = null;

  connectedCallback() {
    this.#place = this.dataset.since ? Number(this.dataset.since) : null;
    addEventListener("pagehide", this.#leave);
    addEventListener("pageshow", this.#returned);
    this.#join();
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#leave);
    removeEventListener("pageshow", this.#returned);
    this.#leave();
  }

  /** connecting, live, offline or ended. */
  get state() {
    return this.dataset.state ?? "connecting";
  }

  #join() {
    if (this.#worker || this.#connection) return;
    const { url } = this.dataset;
    if ("SharedWorker" in window) this.#joinShared(url);
    else this.#joinAlone(url);
  }

  #joinShared(url) {
    const script = import.meta.resolve("rapport/activity/live-worker");
    this.#worker = new SharedWorker(script, { type: "module", name: `${this.dataset.member} ${url}` });
    this.#worker.onerror = () => this.#withoutWorker(url);
    this.#worker.port.onmessage = ({ data }) => this.#take(data);
    this.#worker.port.postMessage({ join: { url, since: this.#place } });
  }

  #withoutWorker(url) {
    this.#worker = null;
    this.#joinAlone(url);
  }

  #joinAlone(url) {
    this.#connection = new LiveConnection(url, {
      change: (detail) => this.#take({ change: detail }),
      reset: (detail) => this.#take({ reset: detail }),
      state: (word) => this.#take({ state: word }),
    });
    this.#connection.start(this.#place);
  }

  #leave = () => {
    this.#worker?.port.postMessage({ leave: true });
    this.#worker = null;
    this.#connection?.stop();
    this.#connection = null;
  };

  #returned = ({ persisted }) => {
    if (persisted) this.#join();
  };

  #take({ change, reset, state }) {
    if (state) this.#show(state);
    if (change) this.#tell(change.topic, change);
    if (reset) this.#tellAll(reset);
  }

  #tell(topic, detail) {
    this.#place = Math.max(this.#place ?? 0, detail.sequence);
    told.set(topic, { detail, telling: ++tellings });
    send(`live:${topic}`, detail);
    send("live:change", detail);
  }

  /** Too much has happened to tell: whatever this page waits for counts as changed. */
  #tellAll(detail) {
    this.#place = detail.sequence;
    for (const topic of awaitedTopics(document)) this.#tell(topic, { topic, ...detail });
    send("live:reset", detail);
  }

  #show(state) {
    this.dataset.state = state;
    for (const word of this.querySelectorAll("[data-when]")) word.hidden = word.dataset.when !== state;
    send("live:state", { state });
  }
}

function send(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => askedAfter.set(detail.xhr, tellings));

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  const asked = askedAfter.get(detail.xhr) ?? tellings;
  for (const topic of awaitedTopics(target)) {
    const missed = told.get(topic);
    if (missed && missed.telling > asked) send(`live:${topic}`, missed.detail);
  }
});

customElements.define("live-stream", LiveStream);
