// Sending gestures. What must never be sent again is told from what has only not arrived.

import { Refusal, SignedOut } from "rapport/canvas/models/outbox";

export function sender(address, sequence) {
  return async (gesture) => {
    const response = await fetch(`${address}/gestures`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ gesture, since: sequence() }),
    });
    if (response.ok) return response.json();
    throw await problem(response);
  };
}

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
}

async function problem(response) {
  const said = await response.json().catch(() => ({}));
  if (response.status === 401 || said.code === "csrf") return new SignedOut(said.message);
  if (response.status < 500 && response.status !== 429 && response.status !== 408) {
    return new Refusal(said.message ?? `The server answered ${response.status}.`, said);
  }
  return new Error(`The server answered ${response.status}.`);
}
