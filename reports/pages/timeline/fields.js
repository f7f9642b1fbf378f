// A record of either service as named values, so that both can stand side by side.

// HubSpot's property, and where Google keeps the same: the field, the member of its first item.
const MAPPED = [
  ['firstname', 'names', 'givenName'],
  ['lastname', 'names', 'familyName'],
  ['email', 'emailAddresses', 'value'],
  ['phone', 'phoneNumbers', 'value'],
  ['mobilephone', 'phoneNumbers', 'value', 'mobile'],
  ['company', 'organizations', 'name'],
  ['jobtitle', 'organizations', 'title'],
  ['address', 'addresses', 'streetAddress'],
  ['city', 'addresses', 'city'],
  ['state', 'addresses', 'region'],
  ['zip', 'addresses', 'postalCode'],
  ['country', 'addresses', 'country'],
  ['website', 'urls', 'value'],
];

// Of HubSpot's own making: they change with every write and say nothing of what was written.
const NOISE = /^(hs_|createdate$|lastmodifieddate$|num_|hubspot_owner_assigneddate)/;

const text = value => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

export function hubspotValues(state) {
  const values = new Map();
  if (!state) {
    return values;
  }
  for (const [name, value] of Object.entries(state.properties || {})) {
    if (!NOISE.test(name) && text(value) !== '') {
      values.set(name, text(value));
    }
  }
  return values;
}

const itemsOf = (person, field) => (Array.isArray(person[field]) ? person[field] : []);

export function googleValues(state) {
  const values = new Map();
  const person = state && state.person;
  if (!person || typeof person !== 'object') {
    return values;
  }
  const used = new Map();
  const take = (field, item, member) => {
    const key = `${field} ${itemsOf(person, field).indexOf(item)}`;
    used.set(key, (used.get(key) || new Set()).add(member));
  };
  for (const [name, field, member, type] of MAPPED) {
    const items = itemsOf(person, field);
    const item = type ? items.find(each => each && each.type === type)
      : field === 'phoneNumbers' ? items.find(each => each && each.type !== 'mobile') : items[0];
    if (item && text(item[member]) !== '') {
      values.set(name, text(item[member]));
      take(field, item, member);
    }
  }
  for (const [field, items] of Object.entries(person)) {
    if (!Array.isArray(items)) {
      values.set(field, text(items));
      continue;
    }
    items.forEach((item, at) => {
      const rest = Object.entries(item || {}).filter(([member, value]) =>
        !(used.get(`${field} ${at}`) || new Set()).has(member) && !DERIVED.has(member) && text(value) !== '');
      for (const [member, value] of rest) {
        values.set(`${field}[${at}].${member}`, text(value));
      }
    });
  }
  return values;
}

// Forms that the service makes of the others.
const DERIVED = new Set(['metadata', 'canonicalForm', 'displayName', 'displayNameLastFirst', 'unstructuredName', 'formattedType',
  'formattedValue', 'text']);

// What a person says of the record as a whole: "in the recycle bin", "labels A, B".
export function placeOf(side, state, known) {
  if (!state) {
    return known ? 'gone' : 'not there';
  }
  if (side === 'hubspot') {
    const lists = Array.isArray(state.lists) && state.lists.length ? [`lists ${state.lists.join(', ')}`] : [];
    const where = state.merged_into ? `merged into ${text(state.merged_into)}` : state.archived ? 'in the recycle bin' : 'live';
    return [where, ...lists].join(', ');
  }
  const folder = {contacts: 'in Contacts', other: 'in Other contacts', trash: 'in Trash'}[state.folder] || text(state.folder);
  const labels = Array.isArray(state.labels) && state.labels.length ? [`labels ${state.labels.join(', ')}`] : [];
  return [folder, ...(state.starred ? ['starred'] : []), ...labels].join(', ');
}

// Whether two values say the same: case and blanks at the ends are none of a reader's business.
export function same(one, other) {
  return text(one).trim().toLowerCase() === text(other).trim().toLowerCase();
}

const ORDER = new Map(MAPPED.map(([name], at) => [name, at]));

// The rows of a comparison: mapped fields first, then the rest by name.
export function rowsOf(...maps) {
  const names = new Set(maps.flatMap(map => [...map.keys()]));
  return [...names].sort((one, other) =>
    (ORDER.has(one) ? ORDER.get(one) : 99) - (ORDER.has(other) ? ORDER.get(other) : 99) || (one < other ? -1 : 1));
}
