// Pairs: which are in the sync, what differs in them, and writing it.
import { StaleEtag } from './google.mjs';
import { readContact, readPerson, slimPerson, writePerson } from './mapping.mjs';
import { mergePair } from './merge.mjs';
import { guessFirst, standsForOther } from './phones.mjs';
import { excluded, inSync, pending } from './reports.mjs';
import { isWhole } from './state.mjs';

const staleEtagsMax = 5;

export async function syncPairs(pass) {
  const { contacts, state } = pass;
  const due = [];
  for (const pair of state.pairs.filter(({ hubspotGone, googleGone }) => !(hubspotGone && googleGone))) {
    const contact = contacts.get(pair.hubspot);
    const person = state.people[pair.google];
    const reason = isWhole(pair) ? exclusion(pass, contact, person) : 'COUNTERPART_DELETED';
    if (reason) {
      pass.report(pair, excluded(reason));
      continue;
    }
    const { hubspot, google } = compare(pass, pair, contact, person);
    if (isEmpty(hubspot) && isEmpty(google)) {
      agree(pair, contact, person);
      pass.report(pair, inSync());
    } else {
      due.push({ id: pair.google, pair, writing: { toHubspot: hubspot, toGoogle: google } });
    }
  }
  await pass.inChunks(due, async (chunk) => {
    for (const { id, pair } of chunk) {
      pass.report(pair, await writePair(pass, pair));
      delete state.writing[id];
    }
  });
}

/** Reads both sides afresh and merges again before it writes: the lists may be minutes old (KEP-3, KEP-5, ROB-5). */
export async function writePair(pass, pair) {
  for (let attempt = 1; attempt <= staleEtagsMax; attempt += 1) {
    const person = await pass.google.get(pair.google);
    const contact = await pass.hubspot.find(pair.hubspot);
    const reason = contact && person ? exclusion(pass, contact, person) : 'COUNTERPART_DELETED';
    if (reason) {
      return excluded(reason);
    }
    try {
      await writeChanges(pass, pair, contact, person);
      pass.succeeded();
      return inSync();
    } catch (error) {
      if (!(error instanceof StaleEtag)) {
        return pass.failed(error);
      }
    }
  }
  return pending();
}

async function writeChanges(pass, pair, contact, person) {
  const changes = compare(pass, pair, contact, person);
  let written = person;
  if (!isEmpty(changes.google)) {
    const { lists, first } = writePerson(person, changes.google, pair.first);
    written = await pass.google.update(person, lists);
    pair.first = first;
  }
  pass.state.people[pair.google] = slimPerson(written);
  if (!isEmpty(changes.hubspot)) {
    const { properties } = await pass.hubspot.update(contact.id, changes.hubspot);
    Object.assign(contact.properties, changes.hubspot, properties);
  }
  agree(pair, contact, written);
}

/** Why a pair is out of the sync, if so. Either side's filter keeps it in (SCO-8). */
function exclusion(pass, contact, person) {
  if (!pass.selectsContact(contact) && !pass.selectsPerson(person)) {
    return 'NOT_IN_FILTER';
  }
  return readContact(contact).email === '' || readPerson(person).email === '' ? 'NO_EMAIL' : undefined;
}

function compare({ connection, region }, pair, contact, person) {
  const hubspot = readContact(contact);
  if (!pair.base) {
    pair.first ??= guessFirst(person.phoneNumbers ?? [], hubspot, region);
  }
  return mergePair({
    hubspot,
    google: readPerson(person, pair.first),
    base: pair.base,
    again: pair.again,
    direction: connection.direction,
    defaultApp: connection.default_app,
    region,
  });
}

/** Remembers what both sides hold, each in its own form, as what they have agreed on. */
export function agree(pair, contact, person) {
  if (!standsForOther(person.phoneNumbers ?? [], pair.first)) {
    delete pair.first;
  }
  pair.base = { hubspot: readContact(contact), google: readPerson(person, pair.first) };
  delete pair.again;
}

const isEmpty = (changes) => Object.keys(changes).length === 0;
