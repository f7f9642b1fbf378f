// One pass over one connection: read both sides, pair, write what differs, create what is missing.
import { selectsContact, selectsPerson } from './config.mjs';
import { createInGoogle, createInHubspot } from './creations.mjs';
import { readContact, readPerson } from './mapping.mjs';
import { matchByEmail, unpaired } from './match.mjs';
import { baseAfterInterruption } from './merge.mjs';
import { syncPairs } from './pairs.mjs';
import { readBothSides, rebindPairs } from './reading.mjs';
import { failing } from './reports.mjs';
import { isWhole } from './state.mjs';

/** Google shows a new contact in its lists within minutes, at the latest (G87). */
const propagationMs = 10 * 60_000;
/** So many records are written between two saves of the state; also what Google creates in one request. */
const chunkSize = 200;
const outagesMax = 3;

export class Pass {
  #records = [];
  #outages = 0;

  /** `contacts` of HubSpot and `members` of its list are read anew in each pass, and are not a part of the state. */
  constructor({ config, connection, clock, hubspot, google, state, file }) {
    Object.assign(this, { connection, clock, hubspot, google, state, file, contacts: new Map(), members: undefined });
    this.region = config.default_region;
  }

  /** Resolves with the report of every record. */
  async run() {
    const interrupted = this.state.writing;
    await this.#waitForCreations(Object.values(interrupted));
    await readBothSides(this);
    await rebindPairs(this);
    this.#match();
    this.#resume(interrupted);
    await syncPairs(this);
    await createInHubspot(this);
    await createInGoogle(this);
    const failed = this.#records.filter(({ state }) => state === 'failing');
    this.state.failing = failed.map(({ hubspot_id: id }) => id).filter(Boolean);
    return this.#records;
  }

  /** A creation in Google that was cut off may have happened: only a later list can tell (ROB-1, ROB-2). */
  async #waitForCreations(interrupted) {
    const times = interrupted.filter(({ createsInGoogle }) => createsInGoogle).map(({ at }) => at);
    if (times.length > 0) {
      await this.clock.wait(Math.max(0, Math.max(...times) + propagationMs - this.clock.start));
    }
  }

  #match() {
    const { state, connection } = this;
    if (state.settingsKey !== connection.settingsKey) {
      state.pairs.forEach((pair) => (pair.again = true));
      state.settingsKey = connection.settingsKey;
    }
    const whole = state.pairs.filter(isWhole);
    const contacts = unpaired(
      this.contacts,
      whole.map(({ hubspot }) => hubspot),
    );
    const persons = unpaired(
      Object.entries(state.people),
      whole.map(({ google }) => google),
    );
    const found = matchByEmail(contacts, persons, this.region);
    // Who has lost a partner may find another (DEL-5).
    const ids = new Set(found.flatMap(({ contact, person }) => [contact.id, person.resourceName]));
    const kept = state.pairs.filter((pair) => isWhole(pair) || !(ids.has(pair.hubspot) || ids.has(pair.google)));
    const made = found.map(({ contact, person }) => ({ hubspot: contact.id, google: person.resourceName }));
    state.pairs = [...kept, ...made];
  }

  #resume(interrupted) {
    for (const pair of this.state.pairs.filter(isWhole)) {
      const writing = interrupted[pair.google] ?? interrupted[pair.hubspot];
      if (writing) {
        pair.first = writing.first ?? pair.first;
        const hubspot = readContact(this.contacts.get(pair.hubspot));
        const google = readPerson(this.state.people[pair.google], pair.first);
        pair.base = baseAfterInterruption({ hubspot, google, base: pair.base, writing, region: this.region });
      }
    }
    this.state.writing = {};
  }

  selectsContact(contact) {
    return selectsContact(this.connection, contact, this.members);
  }

  selectsPerson(person) {
    return selectsPerson(this.connection, person);
  }

  /** Notes what is about to be written before it is, and saves what came of it. */
  async inChunks(items, write) {
    for (let start = 0; start < items.length; start += chunkSize) {
      const chunk = items.slice(start, start + chunkSize);
      const at = Date.parse(await this.clock.now());
      chunk.forEach(({ id, writing }) => (this.state.writing[id] = { ...writing, at }));
      await this.file.write(this.state);
      await write(chunk);
      await this.file.write(this.state);
    }
  }

  report({ hubspot, google, hubspotGone, googleGone }, report) {
    const ids = { hubspot_id: (!hubspotGone && hubspot) || null, google_id: (!googleGone && google) || null };
    this.#records.push({ ...ids, ...report });
  }

  succeeded() {
    this.#outages = 0;
  }

  /** One record's failure is its own; a service that fails several in a row is left alone until the next pass. */
  failed(error) {
    const report = failing(error);
    if (error.passing) {
      this.#outages += 1;
      if (this.#outages === outagesMax) {
        throw error;
      }
    }
    return report;
  }
}
