// What a page waits for, read off the triggers of its fragments: hx-trigger="live:figures from:document".

const TOPIC = /live:([^\s,[]+)/g;
const GENERAL = new Set(["change", "reset", "state"]);

/** The topics that `root` and the fragments below it name in their triggers, each once. */
export function awaitedTopics(root) {
  const waiting = [...root.querySelectorAll('[hx-trigger*="live:"]')];
  if (root.matches?.('[hx-trigger*="live:"]')) waiting.push(root);
  const triggers = waiting.map((each) => each.getAttribute("hx-trigger"));
  const topics = triggers.flatMap((trigger) => [...trigger.matchAll(TOPIC)].map((match) => match[1]));
  return new Set(topics.filter((topic) => !GENERAL.has(topic)));
}
