// From journal entries to lanes, marks and arrows, and what both services held at each of them. No document here.

import {baseAt} from './base.js';
import {pairsOf} from './pairs.js';

export const LANES = ['hubspot', 'connector', 'google'];

// A mark stands a column after the one before it; where more time passes, up to GAP_MAX columns more.
const GAP_MAX = 3;
const GAP_MS = 1000;

function columnsBetween(ms) {
  return ms <= GAP_MS ? 1 : 1 + Math.min(GAP_MAX, Math.log10(ms / GAP_MS) * 0.6 + 0.4);
}

// What is drawn for an entry. `broken`: the connector did not get the whole answer.
export function kindOf(entry) {
  if (entry.source === 'user') {
    return 'user';
  }
  if (entry.source === 'control') {
    return 'wait';
  }
  if (entry.source === 'webhook') {
    return 'webhook';
  }
  return entry.mutation ? 'write' : 'read';
}

const CRASH = /crash/;

// The lane in which a user's action happens: its words name the service, or the records that it is about.
function laneOfAction(entry) {
  const words = String(entry.operation);
  if (/hubspot|list/.test(words)) {
    return 'hubspot';
  }
  if (/google|label|star|folder|resource name/.test(words)) {
    return 'google';
  }
  const side = entry.details && entry.details.side;
  return LANES.includes(side) ? side : 'connector';
}

export function laneOf(entry) {
  const kind = kindOf(entry);
  if (kind === 'user') {
    return laneOfAction(entry);
  }
  return kind === 'wait' ? 'connector' : entry.source === 'webhook' ? 'hubspot' : entry.source;
}

function statusOf(entry) {
  return entry.response && Number.isInteger(entry.response.status) ? entry.response.status : 0;
}

// What became of it, in a word or two.
export function resultOf(entry) {
  if (entry.outcome === 'lost') {
    return entry.times_delivered === 0 ? 'never arrived' : 'answer lost';
  }
  if (entry.outcome === 'truncated') {
    return 'answer cut short';
  }
  return statusOf(entry) ? String(statusOf(entry)) : '';
}

function toneOf(entry) {
  if (entry.outcome === 'lost' || entry.outcome === 'truncated') {
    return 'broken';
  }
  return statusOf(entry) >= 400 ? 'refused' : 'fine';
}

function markOf(entry, at, x) {
  const kind = kindOf(entry);
  const fault = typeof entry.fault === 'string' ? entry.fault : '';
  return {
    sequence: entry.sequence, entry, at, x, kind, lane: laneOf(entry), fault, crash: CRASH.test(fault),
    result: resultOf(entry), tone: toneOf(entry), operation: String(entry.operation),
  };
}

// A request goes from the connector to a service, a webhook the other way. It stops half way where it never arrived, and
// has no head where no answer came back whole.
function arrowOf(mark) {
  if (!['read', 'write', 'webhook'].includes(mark.kind) || !LANES.includes(mark.lane)) {
    return null;
  }
  const toConnector = mark.kind === 'webhook';
  return {
    sequence: mark.sequence, x: mark.x, kind: mark.kind, tone: mark.tone,
    from: toConnector ? 'hubspot' : 'connector', to: toConnector ? 'connector' : mark.lane,
    arrives: mark.entry.times_delivered !== 0, answered: mark.entry.outcome === undefined || mark.entry.outcome === 'response',
    times: mark.entry.times_delivered,
  };
}

// Stretches of time that are drawn shorter than they are.
function gapsOf(marks) {
  const gaps = [];
  for (let at = 1; at < marks.length; at += 1) {
    const ms = marks[at].at - marks[at - 1].at;
    if (ms > GAP_MS) {
      gaps.push({x: (marks[at].x + marks[at - 1].x) / 2, ms});
    }
  }
  return gaps;
}

function spansOf(passes, marks) {
  return passes.map(pass => {
    const inside = marks.filter(mark => mark.sequence >= pass.first && mark.sequence <= pass.last);
    if (inside.length === 0) {
      const before = marks.filter(mark => mark.sequence < pass.first);
      const x = before.length ? before[before.length - 1].x + 0.5 : 0;
      return {...pass, from: x, to: x};
    }
    return {...pass, from: inside[0].x - 0.5, to: inside[inside.length - 1].x + 0.5};
  });
}

// States by record, each list ascending.
function historyOf(records) {
  const history = new Map();
  for (const {sequence, side, account, id, state} of records) {
    const key = `${side}\n${account || ''}\n${id}`;
    if (!history.has(key)) {
      history.set(key, {key, side, account: account || '', id, states: []});
    }
    history.get(key).states.push({sequence, state});
  }
  return history;
}

// The last state at or before `sequence`; undefined before the first.
export function stateOf(record, sequence) {
  let found;
  for (const each of record.states) {
    if (each.sequence > sequence) {
      break;
    }
    found = each;
  }
  return found;
}

// Everything that the picture needs. x is in columns; `width` is the last of them.
export function modelOf(input) {
  const entries = (input.entries || []).filter(entry => entry && Number.isInteger(entry.sequence));
  const marks = [];
  let x = 1;
  let before = null;
  for (const entry of entries) {
    const at = Date.parse(entry.at) || (before === null ? 0 : before);
    x += before === null ? 0 : columnsBetween(at - before);
    marks.push(markOf(entry, at, x));
    before = at;
  }
  const passes = (input.passes || []).filter(pass => Number.isInteger(pass.first) && Number.isInteger(pass.last));
  const history = historyOf(input.records || []);
  return {
    marks,
    start: marks.length ? marks[0].at : 0,
    width: x + 1,
    arrows: marks.map(arrowOf).filter(Boolean),
    gaps: gapsOf(marks),
    passes: spansOf(passes, marks),
    history,
    bases: input.bases === undefined ? null : input.bases,
    pairs: pairsOf(history, input.bases),
  };
}

// What is the case right after the entry `sequence`: for each pair both records, whether this entry changed them, and the
// base. 0 is the beginning.
export function stateAt(model, sequence) {
  return model.pairs.map(pair => {
    const side = name => {
      const record = pair[name] && model.history.get(pair[name]);
      const now = record && stateOf(record, sequence);
      return {
        id: record ? record.id : '', account: record ? record.account : '', known: now !== undefined,
        state: now ? now.state : null, changed: Boolean(now) && sequence > 0 && now.sequence === sequence,
      };
    };
    return {title: pair.title, hubspot: side('hubspot'), google: side('google'), base: baseAt(model, pair, sequence)};
  });
}
