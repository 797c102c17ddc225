// <live-stream>: tells the page what has changed on the server.
//
// Events on `document`: `live:<topic>` with {topic, sequence} (a fragment says hx-trigger="live:figures from:document"),
// `live:change` for every topic alike, `live:reset` when too much has happened to tell (all topics the page waits for
// are told as well), `live:state` with {state}: connecting, live, offline, ended.

import { LiveConnection } from "rapport/activity/live-connection";
import { awaitedTopics } from "rapport/activity/live-topics";

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
    send(`live:${topic}`, detail);
    send("live:change", detail);
  }

  /** Too much has happened to tell: whatever this page waits for counts as changed. */
  #tellAll(detail) {
    this.#place = detail.sequence;
    for (const topic of awaitedTopics(document)) send(`live:${topic}`, { topic, ...detail });
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

customElements.define("live-stream", LiveStream);
