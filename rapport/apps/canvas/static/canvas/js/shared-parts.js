// The parts of a shared page that keep themselves up to date: asked for every few seconds while the page is looked at.
// A part somebody is writing in is left alone until they are done.

class SharedParts extends HTMLElement {
  #timer = 0;
  #busy = false;
  #late = false;
  #asked = 0;
  #shown = 0;

  connectedCallback() {
    const every = Number(this.dataset.every || 20) * 1000;
    this.#timer = setInterval(() => this.refresh(), every);
    this.addEventListener("submit", this);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "visibilitychange") {
      if (!document.hidden) this.refresh();
    } else if (event.target.matches("[data-parts-form]")) {
      event.preventDefault();
      this.send(event.target);
    }
  }

  async refresh() {
    this.#late = this.#busy;
    if (document.hidden || this.#busy) return;
    await this.#answered(() => fetch(this.dataset.address, { headers: { "X-Parts": "1" } }));
  }

  // What was written while the answer was on its way stays.
  async send(form) {
    const body = written(form);
    const answer = await this.#answered(() => fetch(form.action, { method: "POST", body, headers: { "X-Parts": "1" } }), form);
    if (!answer) return;
    if (written(form).toString() === body.toString()) form.reset();
    form.querySelector("textarea")?.focus();
  }

  // What was asked before something newer was shown is no news any more.
  async #answered(ask, form = null) {
    const number = ++this.#asked;
    this.#busy = true;
    try {
      const answer = await ask();
      if (answer.status === 404) location.reload(); // the link has ended: the page says so
      else if (answer.ok) this.#show(await answer.text(), form, number);
      else if (form) await this.#say(answer);
      return answer.ok;
    } catch {
      return false; // no network: what is typed stays, the next round tries again
    } finally {
      this.#busy = false;
      if (this.#late) this.refresh();
    }
  }

  #show(html, form, number) {
    if (number < this.#shown) return;
    this.#shown = number;
    const fresh = new DOMParser().parseFromString(html, "text/html");
    form?.closest("details")?.removeAttribute("open");
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = document.getElementById(part.id);
      if (old && old.innerHTML !== part.innerHTML && !this.#writing(old)) old.replaceWith(document.adoptNode(part));
    }
  }

  #writing(part) {
    const typing = document.activeElement?.matches("textarea, input") && part.contains(document.activeElement);
    return typing || part.querySelector("details[open]") !== null;
  }

  async #say(answer) {
    const words = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-refusal], .bare__lead");
    const { toast } = await import("rapport/ui/toast-stack");
    toast({ text: words?.textContent.trim() ?? answer.statusText, kind: "bad" });
  }
}

function written(form) {
  return new URLSearchParams(new FormData(form));
}

customElements.define("shared-parts", SharedParts);
