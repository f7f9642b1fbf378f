// One world as this page knows it: both books, what the connector remembers, and what happened. It asks once a second.

import {idOf} from './people.js';

const EVERY_MS = 1000;
const ENTRIES_MAX = 2000;

const sides = [['hubspot', 'contacts'], ['google', 'contacts']];

export class World {
  constructor(api, id) {
    this.api = api;
    this.id = id;
    this.path = `/worlds/${encodeURIComponent(id)}`;
    this.onchange = () => {};
    this.forgetAll();
  }

  forgetAll() {
    this.description = null;
    this.memory = null;
    this.books = {hubspot: [], google: []};
    this.entries = [];
    this.records = [];
    this.changedAt = new Map();
    this.since = null;
    this.error = null;
  }

  // Asks for what is new, again and again while somebody looks, until end().
  watch() {
    const again = async () => {
      if (!document.hidden) {
        await this.refresh();
      }
      if (!this.ended) {
        this.timer = setTimeout(again, EVERY_MS);
      }
    };
    return again();
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
  }

  // One look at a time: whoever comes while one is under way waits for it and looks once more.
  refresh() {
    const before = this.looking || Promise.resolve();
    this.looking = before.then(() => this.look());
    return this.looking;
  }

  async look() {
    try {
      const description = await this.api.get(this.path);
      const isSame = this.description && this.error === null && description.now === this.description.now
        && description.journal_entries === this.description.journal_entries;
      this.description = description;
      if (this.since !== null && description.journal_entries < this.since) {
        this.startAgain();
      }
      const changed = await this.readNews();
      if (!isSame || changed) {
        this.error = null;
        this.onchange();
      }
    } catch (error) {
      const isNews = !this.error || this.error.message !== error.message;
      this.error = error;
      if (isNews) {
        this.onchange();
      }
    }
  }

  // The world went back to where it was, so what happened since has not.
  startAgain() {
    const {description} = this;
    this.forgetAll();
    this.description = description;
  }

  async readNews() {
    const isFirst = this.since === null;
    const from = isFirst ? Math.max(0, this.description.journal_entries - ENTRIES_MAX) : this.since;
    if (!isFirst && this.description.journal_entries === from) {
      return false;
    }
    const news = await this.api.lines(`${this.path}/journal?since=${from}`);
    const account = encodeURIComponent(this.description.google.account);
    const books = await Promise.all([this.api.get(`${this.path}/hubspot/contacts`), this.api.get(`${this.path}/google/contacts?account=${account}`)]);
    this.memory = await this.readMemory();
    this.entries = [...this.entries, ...news.map(([entry]) => entry)].slice(-ENTRIES_MAX);
    this.since = news.length ? news[news.length - 1][0].sequence : from;
    sides.forEach(([side, list], at) => this.takeBook(side, books[at][list], news, isFirst));
    return true;
  }

  // While a pass is under way nobody may ask; then what was known before stands.
  async readMemory() {
    try {
      return await this.api.get(`${this.path}/passes`);
    } catch (error) {
      if (error.status === 404) {
        return {connector: null};
      }
      if (error.status === 409) {
        return this.memory;
      }
      throw error;
    }
  }

  takeBook(side, book, news, isFirst) {
    const before = new Map(this.books[side].map(record => [idOf(side, record), JSON.stringify(record)]));
    for (const record of book) {
      const id = idOf(side, record);
      if (before.get(id) !== JSON.stringify(record)) {
        const begin = Math.max(0, this.since - news.length);
        // What a record was before the page was opened nobody knows: from the beginning on it is shown as it is now.
        if (isFirst) {
          this.note(side, id, record, begin, sequenceNaming(news, id, begin));
        } else {
          this.note(side, id, record, sequenceOf(news, side, id, this.since));
        }
      }
      before.delete(id);
    }
    for (const id of before.keys()) {
      this.note(side, id, null, sequenceOf(news, side, id, this.since));
    }
    this.books[side] = book;
  }

  note(side, id, state, sequence, changed = sequence) {
    this.records.push({sequence, side, account: '', id, state});
    this.changedAt.set(`${side} ${id}`, changed);
    if (this.records.length > ENTRIES_MAX) {
      this.records.shift();
    }
  }

  // [{pass, first, last, end}], and the entries without the marks that a pass leaves.
  timeline() {
    const passes = [];
    const entries = [];
    for (const entry of this.entries) {
      if (entry.operation === 'connector.pass_begins') {
        passes.push({pass: (entry.details || {}).pass, first: entry.sequence, last: entry.sequence, end: 'under way'});
      } else if (entry.operation === 'connector.pass_ended' && passes.length) {
        Object.assign(passes[passes.length - 1], {last: entry.sequence, end: (entry.details || {}).end});
      } else {
        entries.push(entry);
      }
    }
    return {entries, passes, records: [...this.records].sort((left, right) => left.sequence - right.sequence), bases: null};
  }

  lastPass() {
    const {passes} = this.timeline();
    return passes.length ? passes[passes.length - 1].last : 0;
  }

  // Does it, and shows what came of it. @throws ApiError
  async act(path, body) {
    const answer = await this.api.post(this.path + path, body);
    await this.refresh();
    return answer;
  }
}

const naming = (news, id) => news.findLast(([entry, line]) => (entry.mutation || entry.source === 'user') && line.includes(id));

function sequenceNaming(news, id, otherwise) {
  const found = naming(news, id);
  return found ? found[0].sequence : otherwise;
}

// The entry that changed a record: the last one of the news that writes, or is a user's, and names it; else the last one.
function sequenceOf(news, side, id, last) {
  const acted = naming(news, id) || news.findLast(([entry]) => entry.source === side && entry.mutation)
    || news.findLast(([entry]) => entry.source === 'user' && String(entry.operation).startsWith(side));
  return acted ? acted[0].sequence : last;
}
