// Which methods a client offers, found out from its objects, and which of them the tests have driven.
import assert from 'node:assert/strict';

/** A family of HubSpot's client: what it can do itself, and its members `…Api`. */
export const apisOf = (family) => ({
  '': family,
  ...Object.fromEntries(Object.entries(family).filter(([name]) => name.endsWith('Api'))),
});

/** The methods of an object's classes. `…WithHttpInfo` are left out: the others are made from them. */
function* methodsOf(object) {
  const seen = new Set(['constructor']);
  for (let type = Object.getPrototypeOf(object); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (typeof value === 'function' && !seen.has(name) && !name.endsWith('WithHttpInfo')) {
        seen.add(name);
        yield [name, value];
      }
    }
  }
}

/** Parameters for a method of HubSpot's client, whose last one would be how to send. */
export const meaningless = (name, arity) => Array(Math.max(arity - 1, 0)).fill('1');

/** Keeps account of the methods of some objects: a method that no test drives is found at the end. */
export class Methods {
  #methods = new Map();

  /**
   * @param objects  By name; each method is replaced by one that notes what became of the call.
   * @param without  Full names of methods to leave alone.
   */
  constructor(objects, { without = [] } = {}) {
    for (const [prefix, object] of Object.entries(objects)) {
      for (const [name, method] of methodsOf(object)) {
        const fullName = prefix === '' ? name : `${prefix}.${name}`;
        if (without.includes(fullName)) {
          continue;
        }
        const entry = { answered: false, refused: false, arity: method.length };
        entry.call = (...parameters) => object[name](...parameters);
        this.#methods.set(fullName, entry);
        // The instance's own one first: the client puts its retries there.
        const original = object[name].bind(object);
        object[name] = (...parameters) => this.#note(entry, () => original(...parameters));
      }
    }
  }

  #note(entry, call) {
    const answer = call();
    if (typeof answer?.then !== 'function') {
      entry.answered = true;
      return answer;
    }
    return answer.then(
      (value) => {
        entry.answered = true;
        return value;
      },
      (error) => {
        entry.refused = true;
        throw error;
      },
    );
  }

  get names() {
    return [...this.#methods.keys()];
  }

  /** Calls methods, with parameters of no meaning unless told. By name: undefined, or `of(error)`. */
  async outcomes(of, { names = this.names, parametersOf = meaningless } = {}) {
    const outcomes = {};
    for (const name of names) {
      const { arity, call } = this.#methods.get(name);
      outcomes[name] = await call(...parametersOf(name, arity)).then(() => undefined, of);
    }
    return outcomes;
  }

  /** As outcomes() would be if each method ended in the same way. */
  all(outcome) {
    return Object.fromEntries(this.names.map((name) => [name, outcome]));
  }

  /**
   * Every method was answered and was refused in some test.
   * @param leftOut  Names by the reason why a method is not simulated.
   * @param neverRefused  Names of methods that cannot fail.
   */
  assertDriven({ leftOut = {}, neverRefused = [] } = {}) {
    const excused = Object.values(leftOut).flat();
    const missing = (what, except) =>
      this.names.filter((name) => !this.#methods.get(name)[what] && !except.includes(name));
    assert.deepEqual(
      { neverAnswered: missing('answered', excused), neverRefused: missing('refused', neverRefused) },
      { neverAnswered: [], neverRefused: [] },
    );
    assert.deepEqual(
      excused.filter((name) => !this.names.includes(name)),
      [],
      'are no methods of the client',
    );
    assert.deepEqual(
      excused.filter((name) => this.#methods.get(name).answered),
      [],
      'need not be left out',
    );
  }
}
