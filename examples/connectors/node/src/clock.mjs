// Time as the simulated world has it; real time where no control API is given.
import { setTimeout as sleep } from 'node:timers/promises';

export class Clock {
  #control;

  constructor(config) {
    this.#control = config.control;
    this.start = Date.parse(config.now);
  }

  async wait(ms) {
    if (!this.#control) {
      await sleep(ms);
    } else if (ms > 0) {
      await this.#ask('/wait', { method: 'POST', body: JSON.stringify({ ms: Math.ceil(ms) }) });
    }
  }

  async now() {
    return this.#control ? (await this.#ask('/clock')).now : new Date().toISOString();
  }

  async #ask(path, options) {
    const headers = { authorization: `Bearer ${this.#control.token}`, 'content-type': 'application/json' };
    const answer = await fetch(this.#control.url + path, { headers, ...options });
    if (!answer.ok) {
      throw new Error(`the control API answered ${answer.status} to ${path}`);
    }
    return answer.json();
  }
}
