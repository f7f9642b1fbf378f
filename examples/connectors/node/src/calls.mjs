// How a request is made: paced, with bounded retries of what may pass, and never a blind one of what is refused.

/** The connection cannot be used until a user does something about it (CON-3, CON-4). */
export class Paused extends Error {
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/** A service's refusal, or its silence: then there is no status. */
export class Failure extends Error {
  constructor({ status, message, body, passing, retryAfter }) {
    super(message);
    Object.assign(this, { status, body, passing, retryAfter });
  }
}

/** Nobody knows whether the service has done what it was asked for. */
export class LostAnswer extends Error {}

const attemptsMax = 5;

/**
 * Makes requests of one service.
 * - `describe` turns what the service's client throws into a Failure.
 * - `refresh` fetches a new access token.
 * - `deadline`: how many ms of real time an answer may take. The clients would wait for ever.
 */
export class Caller {
  constructor({ clock, describe, refresh, firstBackoff, deadline }) {
    Object.assign(this, { clock, describe, refresh, firstBackoff, deadline });
  }

  /** `repeatable: false` is for requests that would do their work twice. */
  async call(send, { pace = [], repeatable = true } = {}) {
    let refreshed = false;
    for (let attempt = 1; ;) {
      for (const [budget, units] of pace) {
        await budget.spend(units);
      }
      try {
        return await within(this.deadline, send());
      } catch (error) {
        const failure = this.describe(error);
        if (failure.status === 401 && this.refresh) {
          if (refreshed) {
            throw new Paused('AUTH_EXPIRED', failure.message);
          }
          refreshed = true;
          await this.refresh();
          continue;
        }
        if (!failure.passing) {
          throw failure;
        }
        if (!repeatable && !(failure.status < 500)) {
          throw new LostAnswer(failure.message);
        }
        if (attempt === attemptsMax) {
          throw failure;
        }
        await this.clock.wait(failure.retryAfter ?? this.firstBackoff * 2 ** (attempt - 1));
        attempt += 1;
      }
    }
  }
}

async function within(ms, answer) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** So many units in a window of time, however the service counts its windows. */
export class Pace {
  #clock;
  #limit;
  #window;

  /** `spent` is what the last pass had spent when it ended at `endedAt`. */
  constructor(clock, limit, window, spent = 0, endedAt = 0) {
    this.#clock = clock;
    this.#limit = limit;
    this.#window = window;
    this.spent = clock.start - endedAt < window ? spent : 0;
  }

  async spend(units) {
    if (this.spent + units > this.#limit) {
      await this.#clock.wait(this.#window);
      this.spent = 0;
    }
    this.spent += units;
  }
}

/** `Retry-After` in milliseconds. */
export function retryAfter(value) {
  const seconds = Number(value);
  return value && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
