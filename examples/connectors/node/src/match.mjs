// Who belongs to whom: pairing by email, rules MAT-1 to MAT-5.
import { emailsOf, hubspotProperties, readContact, readPerson, same } from './mapping.mjs';

/** Contacts of HubSpot by email. An email belongs to one contact, as its primary or as a secondary one. */
export function indexContacts(contacts) {
  const index = new Map();
  for (const contact of contacts) {
    contact.emails.forEach((email) => index.set(email, contact));
  }
  return index;
}

/** The records of [id, record] entries that are not among those ids. */
export function unpaired(entries, pairedIds) {
  const paired = new Set(pairedIds);
  return [...entries].filter(([id]) => !paired.has(id)).map(([, record]) => record);
}

/** New pairs among the contacts and people that have no partner. */
export function matchByEmail(contacts, persons, region) {
  const free = indexContacts(contacts);
  let waiting = [...persons].sort(byNumber);
  const pairs = [];
  // First emails go first: a secondary one must not take a contact from the person whose main email it is.
  for (const emails of [(person) => emailsOf(person).slice(0, 1), emailsOf]) {
    const candidates = waiting.flatMap((person) => {
      const email = emails(person).find((one) => free.has(one));
      const contact = free.get(email);
      return contact ? [{ person, contact, likeness: likeness(contact, person, region) }] : [];
    });
    // Of several people with one email the likest pairs: after a loss of the state it is the former partner.
    for (const { person, contact } of candidates.sort((one, other) => other.likeness - one.likeness)) {
      if (free.has(contact.emails[0])) {
        pairs.push({ contact, person });
        contact.emails.forEach((email) => free.delete(email));
      }
    }
    const paired = new Set(pairs.map(({ person }) => person));
    waiting = waiting.filter((person) => !paired.has(person));
  }
  return pairs;
}

function likeness(contact, person, region) {
  const [hubspot, google] = [readContact(contact), readPerson(person)];
  const agrees = (field) => google[field] !== '' && same(field, hubspot[field], google[field], region);
  return hubspotProperties.filter(agrees).length;
}

/** The order must not depend on that of the list (MRG-12). */
function byNumber({ resourceName: one }, { resourceName: other }) {
  return one.length - other.length || (one < other ? -1 : 1);
}
