import { word } from "rapport/ui/words";

// Short messages at the foot of the page. Anything may call `toast({text, kind, undo_url})`; a server sends the
// same by the event `toast` in HX-Trigger. Errors and messages with Undo stay until they are dismissed or used.

const LASTS = 6000;

export function toast(message) {
  document.querySelector("toast-stack")?.show(message);
}

class ToastStack extends HTMLElement {
  connectedCallback() {
    document.addEventListener("toast", this.#heard);
    this.addEventListener("click", this.#pressed);
    for (const shown of this.children) this.#leaveLater(shown);
  }

  disconnectedCallback() {
    document.removeEventListener("toast", this.#heard);
  }

  show({ text, kind = "done", undo_url: undoUrl = "", undo_label: undoLabel = "", undo = null }) {
    const shown = document.createElement("div");
    shown.className = `toast toast--${kind}`;
    shown.setAttribute("role", kind === "error" ? "alert" : "status");
    const words = document.createElement("p");
    words.className = "toast__text";
    words.textContent = text;
    shown.append(words);
    if (undoUrl || undo) shown.append(this.#undoButton(undoLabel, undoUrl, undo));
    shown.append(this.#button(word("dismiss"), "toast__close"));
    this.append(shown);
    while (this.children.length > 3) this.firstElementChild.remove();
    if (kind !== "error") this.#leaveLater(shown, undoUrl || undo ? LASTS * 2 : LASTS);
    return shown;
  }

  #undoButton(label, url, undo) {
    const button = this.#button(label || word("undo"), "toast__undo");
    button.addEventListener("click", async () => {
      if (undo) await undo();
      else await window.htmx.ajax("POST", url, { target: "body", swap: "none" });
    });
    return button;
  }

  #button(label, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `button button--quiet button--small ${name}`;
    button.textContent = label;
    return button;
  }

  #heard = (event) => this.show(event.detail);

  #pressed = (event) => {
    if (event.target.closest(".toast__close, .toast__undo")) event.target.closest(".toast").remove();
  };

  #leaveLater(shown, after = LASTS) {
    let left = setTimeout(() => shown.remove(), after);
    const stay = () => clearTimeout(left);
    const go = () => (left = setTimeout(() => shown.remove(), after));
    shown.addEventListener("pointerenter", stay);
    shown.addEventListener("focusin", stay);
    shown.addEventListener("pointerleave", go);
    shown.addEventListener("focusout", go);
  }
}

customElements.define("toast-stack", ToastStack);
