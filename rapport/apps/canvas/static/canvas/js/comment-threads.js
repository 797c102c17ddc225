// Conversations: follow what others say, keep drafts, and never touch what somebody is writing.

import { merge } from "rapport/canvas/models/talk";
import { sentenceFor } from "rapport/ui/answers";
import { announce } from "rapport/ui/live-words";
import { toast } from "rapport/ui/toast-stack";
import "rapport/ui/mention-field";

class CommentThreads extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:beforeRequest", (event) => this.#asking(event));
    this.addEventListener("htmx:beforeSwap", (event) => this.#answered(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("input", (event) => this.#keep(event.target));
    this.addEventListener("change", (event) => this.#keep(event.target));
    this.addEventListener("toggle", (event) => this.#toggled(event.target), true);
    this.#restore();
  }

  // A panel that is closed is fetched anew when it is opened; until then nobody needs to follow.
  #asking(event) {
    if (event.detail.elt === this && !this.checkVisibility()) event.preventDefault();
  }

  #answered(event) {
    const { xhr, target, requestConfig } = event.detail;
    if (target !== this) return;
    event.detail.shouldSwap = false;
    if (xhr.status === 422) toast({ text: sentenceFor(422, xhr.responseText), kind: "error" });
    if (xhr.status !== 200) return;
    const focused = document.activeElement;
    const wasInside = this.contains(focused);
    if (requestConfig.verb === "post") this.#sent(requestConfig.elt, requestConfig.parameters);
    const fresh = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("comment-threads");
    if (!fresh) return;
    this.dataset.people = fresh.dataset.people;
    const shown = fresh.querySelector(".talk__resolved").dataset.shown;
    merge(this, document.adoptNode(fresh), { taken: (element) => window.htmx.process(element) });
    this.querySelector(".talk__resolved").dataset.shown = shown;
    if (wasInside) this.#refocus(focused);
  }

  // What was written has arrived: the field is empty again, and the form closes; unless somebody has written on since.
  #sent(form, sent) {
    const field = form.querySelector("textarea");
    if (!field) return;
    const editing = form.closest(".remark__edit");
    const arrived = sent[field.name] ?? "";
    if (field.value !== arrived) {
      if (!editing && field.value.startsWith(arrived)) field.value = field.value.slice(arrived.length).trimStart();
      this.#keep(field);
      return;
    }
    if (form.elements.meant) form.elements.meant.value = "";
    field.value = field.defaultValue;
    this.#keep(field);
    const fold = editing ?? form.closest(".thread__reply");
    if (!fold) return;
    fold.open = false;
    fold.querySelector("summary").focus({ preventScroll: true });
  }

  // The focus stays where it was, or goes to what has taken the place.
  #refocus(focused) {
    if (this.contains(focused) && focused.checkVisibility()) return;
    const same = focused.id && this.querySelector(`#${CSS.escape(focused.id)}`);
    const remark = focused.closest?.("[data-part]")?.id;
    const goals = [same, remark && this.querySelector(`#${CSS.escape(remark)}`), this.querySelector(".talk__resolved > summary")];
    const goal = goals.find((one) => one && one.checkVisibility()) ?? this.querySelector("textarea, summary");
    goal?.focus({ preventScroll: true });
  }

  #pressed(event) {
    const form = event.target.closest("form.write");
    if (!form || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape" && form.closest("details")) {
      event.preventDefault();
      event.stopPropagation();
      const fold = form.closest("details");
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  }

  #toggled(fold) {
    if (!fold.open || !fold.matches(".thread__reply, .remark__edit")) return;
    const field = fold.querySelector("textarea");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  // Drafts live as long as the tab, so that looking at another note loses nothing.

  #name(field) {
    const note = field.form?.elements.note?.value ?? "";
    return `rapport.draft.${this.getAttribute("hx-get").split("?")[0]}.${note}.${field.id}`;
  }

  #keep(field) {
    if (!field.matches?.(".mention-field__text") || field.closest(".remark__edit")) return;
    try {
      if (field.value.trim()) sessionStorage.setItem(this.#name(field), field.value);
      else sessionStorage.removeItem(this.#name(field));
    } catch {
      // The draft lives as long as the panel.
    }
  }

  #restore() {
    for (const field of this.querySelectorAll(".mention-field__text")) {
      if (field.closest(".remark__edit") || field.value) continue;
      try {
        field.value = sessionStorage.getItem(this.#name(field)) ?? "";
      } catch {
        return;
      }
      const fold = field.closest(".thread__reply");
      if (field.value && fold) fold.open = true;
    }
  }

  // Shows one comment: unfolds it, brings it into view and says that it is found.
  show(id) {
    const remark = this.querySelector(`#comment-${CSS.escape(id)}`);
    if (!remark) return;
    const fold = remark.closest(".talk__resolved");
    if (fold) fold.open = true;
    remark.classList.add("remark--found");
    remark.scrollIntoView({ block: "center" });
    remark.focus({ preventScroll: true });
    announce(remark.textContent.trim().replace(/\s+/g, " "));
  }
}

customElements.define("comment-threads", CommentThreads);
