// Which record of HubSpot and which of Google are one contact.

import {googleValues, hubspotValues} from './fields.js';

const lastOf = record => record.states.map(each => each.state).filter(Boolean).pop() || null;

const valuesOf = record => (record.side === 'hubspot' ? hubspotValues : googleValues)(lastOf(record));

const nameOf = values => [values.get('firstname'), values.get('lastname')].filter(Boolean).join(' ');

const digits = phone => (phone || '').replace(/\D/g, '').slice(-9);

// By what two records are taken for one contact where no memory says so: the email, else the name, else the phone.
const SIGNS = [
  values => (values.get('email') || '').trim().toLowerCase(),
  values => nameOf(values).toLowerCase(),
  values => digits(values.get('phone') || values.get('mobilephone')),
];

function titleOf(...records) {
  const values = records.filter(Boolean).map(valuesOf);
  const first = get => values.map(get).find(Boolean);
  return first(nameOf) || first(each => each.get('email')) || first(each => each.get('phone')) || records.find(Boolean).id;
}

// [{title, hubspot, google, hubspot_id, google_id}]: keys of `history`, null for none; in the order in which records appear.
// What the memory pairs comes first; then signs.
export function pairsOf(history, bases) {
  const left = new Set(history.keys());
  const pairs = [];
  const add = (hubspot, google) => {
    left.delete(hubspot && hubspot.key);
    left.delete(google && google.key);
    pairs.push({
      title: titleOf(hubspot, google), hubspot: hubspot ? hubspot.key : null, google: google ? google.key : null,
      hubspot_id: hubspot ? hubspot.id : '', google_id: google ? google.id : '',
    });
  };
  const find = (side, id) => [...left].map(key => history.get(key)).find(record => record.side === side && record.id === id);
  for (const base of [...(bases || [])].reverse()) {
    const hubspot = find('hubspot', base.hubspot_id);
    const google = find('google', base.google_id);
    if (hubspot && google) {
      add(hubspot, google);
    }
  }
  for (const sign of SIGNS) {
    for (const key of [...left].filter(each => history.get(each).side === 'hubspot')) {
      const record = history.get(key);
      const mark = sign(valuesOf(record));
      const other = mark && [...left].map(each => history.get(each))
        .find(each => each.side === 'google' && sign(valuesOf(each)) === mark);
      if (other) {
        add(record, other);
      }
    }
  }
  for (const key of [...left]) {
    const record = history.get(key);
    add(record.side === 'hubspot' ? record : null, record.side === 'google' ? record : null);
  }
  const order = [...history.keys()];
  const first = pair => Math.min(...[pair.hubspot, pair.google].filter(Boolean).map(key => order.indexOf(key)));
  return pairs.sort((one, other) => first(one) - first(other));
}
