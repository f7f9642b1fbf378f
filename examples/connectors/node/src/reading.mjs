// What both sides hold, and what has become of the records that are not where they were.
import { emailsOf, slimPerson } from './mapping.mjs';

export async function readBothSides(pass) {
  const { connection, hubspot, google, state } = pass;
  pass.contacts = await hubspot.contacts();
  pass.members = connection.listId && (await hubspot.listMembers(connection.listId));
  const { persons, complete, syncToken } = await google.changes(state.syncToken);
  const people = complete ? {} : { ...state.people };
  for (const person of persons) {
    (person.metadata?.previousResourceNames ?? []).forEach((name) => rename(state, people, name, person.resourceName));
    if (person.metadata?.deleted) {
      delete people[person.resourceName];
    } else {
      people[person.resourceName] = slimPerson(person);
    }
  }
  if (complete) {
    // Absence from a list is no deletion (DEL-3).
    for (const pair of state.pairs.filter(({ google: name, googleGone }) => !googleGone && !people[name])) {
      const person = await google.get(pair.google);
      if (person) {
        people[person.resourceName] = slimPerson(person);
        rename(state, people, pair.google, person.resourceName);
      }
    }
  }
  Object.assign(state, { people, syncToken });
}

function rename({ pairs }, people, from, to) {
  if (from !== to) {
    delete people[from];
    const pair = pairs.find(({ google }) => google === from);
    if (pair && !pairs.some(({ google }) => google === to)) {
      pair.google = to;
    }
  }
}

/** Finds out which partners were deleted, restored or merged (DEL-4, DEL-6). */
export async function rebindPairs({ contacts, hubspot, state: { pairs, people } }) {
  const moved = [];
  for (const pair of pairs) {
    pair.googleGone = !people[pair.google];
    if (contacts.has(pair.hubspot)) {
      pair.hubspotGone = false;
    } else if (!pair.hubspotGone) {
      const contact = await hubspot.find(pair.hubspot);
      pair.hubspotGone = contact === null;
      if (contact) {
        contacts.set(contact.id, contact);
        moved.push({ pair, contact });
      }
    }
  }
  // Both partners of a merge may lead to one survivor: it stays with the one that has its main email.
  const hasMainEmail = ({ pair, contact }) => emailsOf(people[pair.google] ?? {})[0] === contact.emails[0];
  for (const { pair, contact } of moved.sort((one, other) => hasMainEmail(other) - hasMainEmail(one))) {
    if (pairs.some((other) => other !== pair && other.hubspot === contact.id && !other.hubspotGone)) {
      pair.hubspotGone = true;
    } else {
      pair.hubspot = contact.id;
    }
  }
}
