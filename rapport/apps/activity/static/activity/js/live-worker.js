// Runs as a SharedWorker, one for all tabs of a browser: holds their one stream and tells each tab what is new.

import { LiveConnection } from "./live-connection.js";

const REMEMBERED = 300;
const tabs = new Set();
const recent = [];
let connection = null;
let oldest = null;

const hears = {
  change(detail) {
    recent.push(detail);
    if (recent.length > REMEMBERED) oldest = recent.shift().sequence;
    tell({ change: detail });
  },
  reset(detail) {
    recent.length = 0;
    oldest = detail.sequence;
    tell({ reset: detail });
  },
  state(word) {
    tell({ state: word });
  },
};

function tell(message) {
  for (const tab of tabs) tab.postMessage(message);
}

function join(tab, { url, since }) {
  tabs.add(tab);
  if (!connection || connection.state === "ended") {
    connection = new LiveConnection(url, hears);
    recent.length = 0;
    oldest = since;
  } else {
    catchUp(tab, since);
  }
  connection.start(since);
}

/** A tab that comes later has been drawn at some place of the log: what came since, it gets from memory. */
function catchUp(tab, since) {
  tab.postMessage({ state: connection.state });
  if (since !== null && oldest !== null && since < oldest) tab.postMessage({ reset: { sequence: connection.place } });
  else for (const detail of recent) if (since === null || detail.sequence > since) tab.postMessage({ change: detail });
}

function leave(tab) {
  tabs.delete(tab);
  if (tabs.size === 0) {
    connection?.stop();
    connection = null;
  }
}

self.addEventListener("connect", ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => (data.join ? join(tab, data.join) : leave(tab));
});
self.addEventListener("online", () => connection?.hurry());
