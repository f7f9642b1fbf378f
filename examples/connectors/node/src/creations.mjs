// Records without a partner: creating one on the other side, once.
import { LostAnswer } from './calls.mjs';
import { isFull } from './google.mjs';
import { emailsOf, readContact, readPerson, slimPerson, writePerson } from './mapping.mjs';
import { indexContacts, unpaired } from './match.mjs';
import { agree, writePair } from './pairs.mjs';
import { duplicate, excluded, inSync, pending } from './reports.mjs';

export async function createInHubspot(pass) {
  const { contacts, state } = pass;
  const index = indexContacts(contacts.values());
  const due = [];
  for (const person of unpaired(
    Object.entries(state.people),
    state.pairs.map(({ google }) => google),
  )) {
    const values = readPerson(person);
    const reason = exclusion(pass.selectsPerson(person), values);
    if (reason) {
      pass.report({ google: person.resourceName }, excluded(reason));
    } else {
      due.push({ id: person.resourceName, person, values, writing: { toHubspot: filled(values) } });
    }
  }
  let full;
  await pass.inChunks(due, async (chunk) => {
    for (const { id, person, values } of chunk) {
      const pair = { google: id };
      const email = values.email.toLowerCase();
      let report = full;
      if (index.has(email)) {
        report = duplicate();
      } else if (!full) {
        report = await createContact(pass, pair, person, values);
        full = report.reason === 'CONTACT_LIMIT' ? report : undefined;
        index.set(email, pair);
      }
      pass.report(pair, report);
      delete state.writing[id];
    }
  });
}

async function createContact(pass, pair, person, values) {
  const stage = pass.connection.default_lifecycle_stage;
  try {
    const contact = await pass.hubspot.create({ ...filled(values), ...(stage && { lifecyclestage: stage }) });
    pair.hubspot = contact.id;
    pass.state.pairs.push(pair);
    pass.contacts.set(contact.id, contact);
    agree(pair, contact, person);
    pass.succeeded();
    return inSync();
  } catch (error) {
    return error.status === 409 ? adopt(pass, pair, values.email) : pass.failed(error);
  }
}

/** HubSpot has a contact with this email after all: somebody made it during the pass, or a lost answer did (MAT-7). */
async function adopt(pass, pair, email) {
  const contact = await pass.hubspot.find(email, 'email');
  if (!contact || pass.state.pairs.some(({ hubspot }) => hubspot === contact.id)) {
    return duplicate();
  }
  pair.hubspot = contact.id;
  pass.state.pairs.push(pair);
  pass.contacts.set(contact.id, contact);
  return writePair(pass, pair);
}

export async function createInGoogle(pass) {
  const { contacts, state } = pass;
  const emails = new Set(Object.values(state.people).flatMap(emailsOf));
  const due = [];
  for (const contact of unpaired(
    contacts,
    state.pairs.map(({ hubspot }) => hubspot),
  )) {
    const values = filled(readContact(contact));
    const reason = exclusion(pass.selectsContact(contact), values);
    if (reason) {
      pass.report({ hubspot: contact.id }, excluded(reason));
    } else if (emails.has(contact.emails[0])) {
      pass.report({ hubspot: contact.id }, duplicate());
    } else {
      const { lists, first } = writePerson({}, values);
      due.push({ id: contact.id, contact, lists, writing: { toGoogle: values, first, createsInGoogle: true } });
    }
  }
  const creations = new GoogleCreations(pass);
  // One bad contact fails its whole batch, so those that failed last time go alone.
  const known = new Set(state.failing);
  await pass.inChunks(
    due.filter(({ id }) => !known.has(id)),
    (chunk) => creations.create(chunk),
  );
  await pass.inChunks(
    due.filter(({ id }) => known.has(id)),
    (chunk) => creations.createOneByOne(chunk),
  );
}

class GoogleCreations {
  #full;

  constructor(pass) {
    this.pass = pass;
  }

  async create(chunk) {
    const { pass } = this;
    if (this.#full) {
      chunk.forEach((item) => this.#done(item, this.#full));
      return;
    }
    try {
      const persons =
        chunk.length > 1
          ? await pass.google.createAll(chunk.map(({ lists }) => lists))
          : [await pass.google.create(chunk[0].lists)];
      persons.forEach((person, at) => this.#created(chunk[at], person));
      pass.succeeded();
    } catch (error) {
      if (error instanceof LostAnswer) {
        // They stay in `writing`: the next pass finds out whether they were made.
        chunk.forEach(({ id }) => pass.report({ hubspot: id }, pending()));
      } else if (chunk.length > 1) {
        await this.createOneByOne(chunk);
      } else {
        const report = pass.failed(error);
        this.#full = isFull(error) ? report : undefined;
        this.#done(chunk[0], report);
      }
    }
  }

  async createOneByOne(chunk) {
    for (const item of chunk) {
      await this.create([item]);
    }
  }

  #created(item, person) {
    const { state } = this.pass;
    const pair = { hubspot: item.id, google: person.resourceName, first: item.writing.first };
    state.people[person.resourceName] = slimPerson(person);
    state.pairs.push(pair);
    agree(pair, item.contact, person);
    this.#done(item, inSync(), pair);
  }

  #done({ id }, report, pair = { hubspot: id }) {
    this.pass.report(pair, report);
    delete this.pass.state.writing[id];
  }
}

/** Why a record is no source of a new one. */
function exclusion(selected, { email, firstname, lastname }) {
  if (!selected) {
    return 'NOT_IN_FILTER';
  }
  if (email) {
    return undefined;
  }
  return firstname || lastname ? 'NO_EMAIL' : 'NO_NAME_AND_EMAIL';
}

const filled = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
