// Makes something out of a note that was chosen in its menu: an action, or a proposition. The board stays open.

import { toast } from "rapport/ui/toast-stack";
import { word } from "rapport/ui/words";

class MakeFromNote extends HTMLElement {
  connectedCallback() {
    document.addEventListener("note-menu-chosen", this.#chosen);
  }

  disconnectedCallback() {
    document.removeEventListener("note-menu-chosen", this.#chosen);
  }

  #chosen = async ({ detail: { note, act } }) => {
    const place = { "make-action": this.dataset.actions, "make-proposition": this.dataset.propositions }[act];
    if (!place) return;
    const refusal = await this.#send(place, note.key);
    if (refusal) toast({ text: refusal, kind: "error" });
    else toast({ text: act === "make-action" ? this.dataset.sayAction : this.dataset.sayProposition });
  };

  async #send(place, note) {
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(place, { method: "POST", headers, body: new URLSearchParams({ note }) });
      return answer.ok ? "" : ((await answer.json().catch(() => ({}))).message ?? word(answer.status));
    } catch {
      return word(0);
    }
  }
}

customElements.define("make-from-note", MakeFromNote);
