// A form that saves itself while one writes. What is not on the server yet is kept in this browser, said to be unsaved,
// and sent when the connection is back or the page is opened again. The form's own button works without this script.

import { isTouched } from "rapport/canvas/models/touched";
import { keep, kept } from "rapport/ui/kept";

const PAUSE = 1500;
const AGAIN = 5000;

export class SavingForm extends HTMLElement {
  #timer = 0;
  #sending = null;
  #later = false;

  connectedCallback() {
    this.#setState("saved");
    this.#form.addEventListener("input", () => this.#changed(PAUSE));
    this.#form.addEventListener("change", () => this.#changed(0));
    this.#form.addEventListener("submit", this.#submitted);
    addEventListener("online", this.#again);
    addEventListener("pagehide", this.#leaving);
    this.#restore();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    removeEventListener("online", this.#again);
    removeEventListener("pagehide", this.#leaving);
  }

  /** Is everything that was written on the server? */
  get isSaved() {
    return this.dataset.state === "saved";
  }

  /** Sends what is in the form now. */
  async save() {
    clearTimeout(this.#timer);
    if (this.#sending) return void (this.#later = true);
    const sent = this.#written;
    this.#setState("saving");
    this.#sending = send(this.#form, sent);
    const answer = await this.#sending;
    this.#sending = null;
    this.#answered(answer, sent);
    if (this.#later) {
      this.#later = false;
      await this.save();
    }
  }

  get #form() {
    return this.querySelector("form");
  }

  get #name() {
    return `draft.${this.#form.getAttribute("action")}.${this.dataset.name ?? ""}`;
  }

  get #written() {
    const fields = new FormData(this.#form);
    fields.delete("csrfmiddlewaretoken");
    return new URLSearchParams(fields).toString();
  }

  #submitted = (event) => {
    event.preventDefault();
    this.save();
  };

  #again = () => {
    if (!this.isSaved && this.dataset.state !== "refused") this.save();
  };

  #leaving = () => {
    if (!this.isSaved && !this.#sending) send(this.#form, this.#written, true);
  };

  #changed(after) {
    keep(this.#name, this.#written);
    this.#setState("waiting");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), after);
  }

  #answered({ status, message }, sent) {
    if (status >= 200 && status < 300) {
      if (this.#written !== sent) return this.#changed(PAUSE);
      keep(this.#name, "");
      this.#setState("saved");
      this.dispatchEvent(new CustomEvent("form-saved", { bubbles: true }));
    } else if (status === 0 || status >= 500 || status === 401) {
      this.#setState(status === 401 ? "signed-out" : "waiting");
      this.#timer = setTimeout(this.#again, AGAIN);
    } else {
      this.#setState("refused", message);
    }
  }

  // A draft of an earlier visit comes back into the fields and is sent; so is what was written before this script came.
  #restore() {
    const early = [...this.#form.elements].some(isWritten);
    const before = this.#written;
    this.#fill(kept(this.#name));
    if (early || this.#written !== before) this.#changed(early ? PAUSE : 0);
    else keep(this.#name, "");
  }

  #fill(draft) {
    const names = new Map();
    for (const [name, value] of new URLSearchParams(draft)) names.set(name, [...(names.get(name) ?? []), value]);
    for (const [name, values] of names) {
      const fields = this.#form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
      if (fields.length < values.length) this.dispatchEvent(new CustomEvent("rows-wanted", { detail: values.length }));
      [...this.#form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].forEach((field, place) => {
        if (field.type !== "hidden" && !isWritten(field)) field.value = values[place] ?? "";
      });
    }
  }

  #setState(state, message = "") {
    this.dataset.state = state;
    const shown = this.querySelector("[data-save-state]");
    if (!shown) return;
    shown.classList.toggle("save-state--waiting", state === "waiting" || state === "signed-out");
    shown.classList.toggle("save-state--refused", state === "refused");
    const key = { "signed-out": "signedOut" }[state] ?? state;
    shown.querySelector("[data-words]").textContent = message || (shown.dataset[key] ?? "");
  }
}

// What a browser cannot read of a number or a date it empties: that was nobody's wish.
function isWritten(field) {
  return isTouched(field) && field.value !== "";
}

async function send(form, body, keepalive = false) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = {
    Accept: "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "X-CSRFToken": token,
  };
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers, keepalive });
    if (answer.ok) return { status: answer.status };
    return { status: answer.status, message: (await answer.json().catch(() => ({}))).message };
  } catch {
    return { status: 0 };
  }
}

customElements.define("saving-form", SavingForm);
