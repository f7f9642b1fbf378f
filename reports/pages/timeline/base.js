// What the connector remembers of a pair, or stands in for it.

import {googleValues, hubspotValues, same} from './fields.js';
import {stateOf} from './model.js';

const EMPTY = {kind: 'none', pass: 0, changed: false, hubspot: new Map(), google: new Map()};

function remembered(model, pair, pass) {
  const base = [...model.bases].reverse().find(each => each.pass <= pass &&
    (each.hubspot_id ? each.hubspot_id === pair.hubspot_id : each.google_id === pair.google_id));
  if (!base) {
    return EMPTY;
  }
  const values = side => new Map((base.fields || []).filter(field => field[side]).map(field => [field.field, field[side]]));
  return {kind: 'remembered', pass: base.pass, hubspot: values('hubspot'), google: values('google')};
}

// What both sides held in common when the pass ended.
function common(model, pair, pass) {
  const record = side => pair[side] && model.history.get(pair[side]);
  const at = side => record(side) && stateOf(record(side), pass.last);
  const [hubspot, google] = [at('hubspot'), at('google')];
  if (!hubspot || !google || !hubspot.state || !google.state) {
    return EMPTY;
  }
  const theirs = googleValues(google.state);
  const held = new Map([...hubspotValues(hubspot.state)].filter(([name, value]) => theirs.has(name) && same(value, theirs.get(name))));
  return {kind: 'common', pass: pass.pass, hubspot: held, google: held};
}

const sameMap = (one, other) => one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);

// The base after the last pass that ended at or before `sequence`. `changed`: that pass ended with this very entry, and the
// base before it was another.
export function baseAt(model, pair, sequence) {
  const ended = model.passes.filter(pass => pass.last <= sequence && (sequence > 0 || pass.last === 0));
  if (ended.length === 0) {
    return EMPTY;
  }
  const after = count => (count === 0 ? EMPTY : model.bases ? remembered(model, pair, ended[count - 1].pass)
    : common(model, pair, ended[count - 1]));
  const now = after(ended.length);
  const before = after(ended.length - 1);
  const last = ended[ended.length - 1];
  return {...now, changed: last.last === sequence && !(sameMap(now.hubspot, before.hubspot) && sameMap(now.google, before.google))};
}
