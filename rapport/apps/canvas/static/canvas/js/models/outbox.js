// Gestures on their way to the server. Each is kept in the browser's storage under a name of its own until the
// server has answered, so a reload, a cut or a second tab loses nothing; sending one twice counts once there.

const PAUSES = [1000, 2000, 4000, 8000, 15000];

export class Refusal extends Error {
  constructor(message, { place = "", code = "" } = {}) {
    super(message);
    this.place = place;
    this.code = code;
  }
}

export class SignedOut extends Error {}

// `send(gesture)` answers, or throws Refusal (never send it again), SignedOut, or anything else (try again).
export class Outbox {
  #waiting = new Map();
  #busy = false;
  #pumping = null;
  #timer = 0;
  #failures = 0;

  constructor({ prefix, storage, send, answered, refused, state, later = (act, pause) => setTimeout(act, pause) }) {
    Object.assign(this, { prefix, storage, send, answered, refused, state, later });
  }

  // What an earlier page left unsent, oldest first. Call `pump` afterwards.
  restore() {
    for (const name of this.#storedNames()) {
      const gesture = this.#read(name);
      if (gesture) this.#waiting.set(gesture.key, gesture);
    }
    return this.waiting;
  }

  get waiting() {
    return [...this.#waiting.values()];
  }

  put(gesture) {
    this.#waiting.set(gesture.key, gesture);
    this.#keep(gesture);
    return this.pump();
  }

  // Sends everything; whoever asks meanwhile waits for the same.
  pump() {
    if (!this.#busy) this.#pumping = this.#pump();
    return this.#pumping;
  }

  async #pump() {
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      while (this.#waiting.size) await this.#sendNext();
      this.state("saved");
    } catch (error) {
      this.#pause(error);
    } finally {
      this.#busy = false;
    }
  }

  async #sendNext() {
    const [gesture] = this.#waiting.values();
    this.state(this.#failures ? "waiting" : "saving");
    try {
      const answer = await this.send(gesture);
      this.#failures = 0;
      this.#forget(gesture);
      this.answered(answer, gesture);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#forget(gesture);
      this.refused(error, gesture);
    }
  }

  #pause(error) {
    this.state(error instanceof SignedOut ? "signed-out" : "waiting");
    const pause = PAUSES[Math.min(this.#failures, PAUSES.length - 1)];
    this.#failures += 1;
    this.#timer = this.later(() => this.pump(), pause);
  }

  #forget(gesture) {
    this.#waiting.delete(gesture.key);
    try {
      this.storage.removeItem(this.prefix + gesture.key);
    } catch {
      // Nothing was kept there.
    }
  }

  #keep(gesture) {
    try {
      this.storage.setItem(this.prefix + gesture.key, JSON.stringify(gesture));
    } catch {
      // Storage is full or switched off: the gesture lives as long as the page.
    }
  }

  #storedNames() {
    try {
      const names = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index));
      return names.filter((name) => name?.startsWith(this.prefix)).sort();
    } catch {
      return [];
    }
  }

  #read(name) {
    try {
      return JSON.parse(this.storage.getItem(name));
    } catch {
      this.storage.removeItem(name);
      return null;
    }
  }
}
