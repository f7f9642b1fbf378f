// A record of either book as a person sees it, and what an edit of that changes. No document here.

const text = value => (value === null || value === undefined ? '' : String(value));
const first = list => (Array.isArray(list) && list.length > 0 ? list[0] : {});

// The fields that can be edited here: name in the form, label, and the place in either book.
export const FIELDS = [
  {name: 'firstname', label: 'First name', google: ['names', 'givenName']},
  {name: 'lastname', label: 'Last name', google: ['names', 'familyName']},
  {name: 'email', label: 'Email', google: ['emailAddresses', 'value']},
  {name: 'phone', label: 'Phone', google: ['phoneNumbers', 'value']},
  {name: 'company', label: 'Company', google: ['organizations', 'name']},
  {name: 'jobtitle', label: 'Job title', google: ['organizations', 'title']},
];

export function valuesOf(side, record) {
  const values = {};
  for (const {name, google} of FIELDS) {
    values[name] = side === 'hubspot'
      ? text((record.properties || {})[name])
      : text(first((record.person || {})[google[0]])[google[1]]);
  }
  return values;
}

// What is shown of a record: a title, and the rest in lines.
export function cardOf(side, record) {
  const values = valuesOf(side, record);
  const name = [values.firstname, values.lastname].filter(Boolean).join(' ');
  const job = [values.jobtitle, values.company].filter(Boolean).join(', ');
  const lines = [name ? values.email : '', [values.phone, job].filter(Boolean).join(' · ')].filter(Boolean);
  return {title: name || values.email || values.company || values.phone || '(no name)', lines};
}

export const idOf = (side, record) => (side === 'hubspot' ? record.id : record.resource_name);

// Where a record is, if not simply in the book: "deleted", "merged", "trash" or "other".
export function placeOf(side, record) {
  if (side === 'google') {
    return record.folder === 'contacts' ? '' : text(record.folder);
  }
  return record.merged_into ? 'merged' : record.archived ? 'deleted' : '';
}

export const emailsOf = (side, record) => (side === 'hubspot'
  ? [text((record.properties || {}).email)]
  : ((record.person || {}).emailAddresses || []).map(each => text(each && each.value))
).map(email => email.trim().toLowerCase()).filter(Boolean);

// The properties that an edit in HubSpot sends: those that differ.
export function hubspotChange(before, after) {
  const properties = {};
  for (const {name} of FIELDS) {
    if (before[name] !== after[name]) {
      properties[name] = after[name] === '' ? null : after[name];
    }
  }
  return properties;
}

// The fields that an edit in Google sends, each as a whole: what is not shown here stays as it is.
export function googleChange(person, before, after) {
  const fields = {};
  for (const {name, google: [list, member]} of FIELDS) {
    if (before[name] === after[name]) {
      continue;
    }
    const all = structuredClone(fields[list] || (person || {})[list] || []);
    const changed = {...first(all)};
    delete changed.displayName;
    delete changed.canonicalForm;
    if (after[name] === '') {
      delete changed[member];
    } else {
      changed[member] = after[name];
    }
    const rest = all.slice(1);
    fields[list] = Object.values(changed).some(value => typeof value === 'string' && value !== '') ? [changed, ...rest] : rest;
  }
  return fields;
}
