// The eleven default mappings, as HubSpot's properties: the postal address is one mapping of five of them.
import { phoneFields, readPhones, samePhone, writePhones } from './phones.mjs';

/** A property, and where its value stands in the first item of one of Google's lists. */
const inFirstItem = [
  ['firstname', 'names', 'givenName'],
  ['lastname', 'names', 'familyName'],
  ['email', 'emailAddresses', 'value'],
  ['jobtitle', 'organizations', 'title'],
  ['company', 'organizations', 'name'],
  ['address', 'addresses', 'streetAddress'],
  ['city', 'addresses', 'city'],
  ['state', 'addresses', 'region'],
  ['zip', 'addresses', 'postalCode'],
  ['country', 'addresses', 'country'],
  ['website', 'urls', 'value'],
].map(([field, list, part]) => ({ field, list, part }));

export const hubspotProperties = [...inFirstItem.map(({ field }) => field), ...phoneFields, 'date_of_birth'];

/** HubSpot holds a date of birth as any text, so it goes one way only (MAP-8). */
export const toHubspotOnly = new Set(['date_of_birth']);

/** Google's lists that the sync writes. */
export const googleLists = [...new Set(inFirstItem.map(({ list }) => list)), 'phoneNumbers'];

const trimmed = (value) => (value ?? '').trim();

export function readContact({ properties }) {
  return Object.fromEntries(hubspotProperties.map((field) => [field, trimmed(properties[field])]));
}

export function readPerson(person, first) {
  const values = inFirstItem.map(({ field, list, part }) => [field, trimmed(person[list]?.[0]?.[part])]);
  return {
    ...Object.fromEntries(values),
    ...readPhones(person.phoneNumbers ?? [], first),
    date_of_birth: isoDate(person.birthdays?.[0]?.date),
  };
}

/** What of Google's lists changes, each as a whole: an update replaces it as a whole. And what `first` is then. */
export function writePerson(person, changes, first) {
  const lists = {};
  for (const { field, list, part } of inFirstItem.filter(({ field }) => field in changes)) {
    const items = (lists[list] ??= bareItems(person, list));
    items[0] = withPart(items[0] ?? {}, part, changes[field]);
  }
  for (const items of Object.values(lists)) {
    if (Object.keys(items[0]).every((key) => key === 'type')) {
      items.shift();
    }
  }
  if (phoneFields.some((field) => field in changes)) {
    const written = writePhones(bareItems(person, 'phoneNumbers'), changes, first);
    return { lists: { ...lists, phoneNumbers: written.numbers }, first: written.first };
  }
  return { lists, first };
}

/** The part of a person that is remembered from pass to pass. */
export function slimPerson(person) {
  const lists = [...googleLists, 'birthdays', 'memberships'].filter((list) => person[list]?.length > 0);
  return {
    resourceName: person.resourceName,
    ...Object.fromEntries(lists.map((list) => [list, bareItems(person, list)])),
  };
}

export const emailsOf = (person) =>
  (person.emailAddresses ?? []).map(({ value }) => trimmed(value).toLowerCase()).filter(Boolean);

/** Whether two values of a field are one value (MRG-15, PHN-10). */
export function same(field, one, other, region) {
  if (one === other) {
    return true;
  }
  if (phoneFields.includes(field)) {
    return one !== '' && other !== '' && samePhone(one, other, region);
  }
  const normal = (text) => (field === 'email' ? text.toLowerCase() : text).normalize('NFC');
  return normal(one) === normal(other);
}

// What Google makes of an item by itself. Of an email, the display name is the user's.
const derived = [
  'metadata',
  'formattedType',
  'canonicalForm',
  'displayName',
  'displayNameLastFirst',
  'unstructuredName',
];

function bareItems(person, list) {
  const isOwn = (key) => !derived.includes(key) || (list === 'emailAddresses' && key === 'displayName');
  return (person[list] ?? []).map((item) => Object.fromEntries(Object.entries(item).filter(([key]) => isOwn(key))));
}

function withPart(item, part, value) {
  const changed = { ...item, [part]: value };
  // An address's text form and country code would contradict its changed parts. Google makes the former anew.
  delete changed.formattedValue;
  if (part === 'country') {
    delete changed.countryCode;
  }
  if (value === '') {
    delete changed[part];
  }
  return changed;
}

function isoDate(date) {
  if (!date) {
    return '';
  }
  const digits = (number, length) => String(number).padStart(length, '0');
  const day = `${digits(date.month ?? 1, 2)}-${digits(date.day ?? 1, 2)}`;
  return date.year ? `${digits(date.year, 4)}-${day}` : `--${day}`;
}
