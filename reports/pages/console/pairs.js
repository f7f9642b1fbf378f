// Which record is which: rows of both books side by side, each with what the connector says of it. No document here.

import {cardOf, emailsOf, idOf, placeOf} from './people.js';

// What the connector left of its records, or [] where it has told nothing.
export function healthOf(memory) {
  const connections = memory && memory.health && memory.health.connections;
  return Array.isArray(connections) ? connections.flatMap(each => (Array.isArray(each.records) ? each.records : [])) : [];
}

export const tellsPairs = memory => healthOf(memory).length > 0;

// Pairs by what the connector says. One record may stand in several; it is shown once.
function toldPairs(hubspot, google, records) {
  const pairs = [];
  const used = new Set();
  for (const told of records) {
    const left = told.hubspot_id === null ? undefined : hubspot.get(String(told.hubspot_id));
    const right = told.google_id === null ? undefined : google.get(String(told.google_id));
    if ((!left && !right) || used.has(left) || used.has(right)) {
      continue;
    }
    [left, right].filter(Boolean).forEach(record => used.add(record));
    pairs.push({hubspot: left || null, google: right || null, told, guessed: false});
  }
  return {pairs, used};
}

// Live records with the same email, which is what a person would take for the same.
function guessedPairs(hubspot, google, used) {
  const byEmail = new Map();
  for (const record of google) {
    if (!used.has(record) && placeOf('google', record) === '') {
      emailsOf('google', record).forEach(email => byEmail.has(email) || byEmail.set(email, record));
    }
  }
  const pairs = [];
  for (const record of hubspot) {
    if (used.has(record) || placeOf('hubspot', record) !== '') {
      continue;
    }
    const partner = emailsOf('hubspot', record).map(email => byEmail.get(email)).find(each => each && !used.has(each));
    if (partner) {
      used.add(record).add(partner);
      pairs.push({hubspot: record, google: partner, told: null, guessed: true});
    }
  }
  return pairs;
}

const STATE_WORDS = {in_sync: 'in sync', excluded: 'excluded', failing: 'failing', pending: 'pending'};

const REASON_WORDS = {
  NO_EMAIL: 'it has no email',
  NOT_IN_FILTER: 'it is not in the filter',
  COUNTERPART_DELETED: 'its partner was deleted',
  NO_NAME_AND_EMAIL: 'it has neither name nor email',
};

// {kind, word, why, code, remedies}: the state of a row. `changedAt` are sequence numbers by record key; `lastPass` is the
// entry with which the last pass ended.
export function stateOf(row, changedAt, lastPass) {
  const live = [['hubspot', row.hubspot], ['google', row.google]].filter(([side, record]) => record && placeOf(side, record) === '');
  if (live.length === 0 && !row.told) {
    return {kind: 'gone', word: 'not in either book', why: '', code: '', remedies: []};
  }
  const changed = live.some(([side, record]) => (changedAt.get(`${side} ${idOf(side, record)}`) || 0) > lastPass);
  if (!row.told) {
    return row.guessed
      ? {kind: 'guessed', word: 'same email', why: 'guessed: the connector has not said so', code: '', remedies: []}
      : {kind: 'new', word: 'not seen yet', why: '', code: '', remedies: []};
  }
  const {state, reason, cause, message, remedies} = row.told;
  const said = {
    kind: STATE_WORDS[state] ? String(state) : 'new', word: STATE_WORDS[state] || String(state),
    why: REASON_WORDS[reason] || String(message || ''), code: [reason, cause].filter(Boolean).join(' / '),
    remedies: Array.isArray(remedies) ? remedies.map(String) : [],
  };
  return changed ? {...said, kind: 'changed', word: 'changed since the last pass', why: `before: ${said.word}${said.why ? `, ${said.why}` : ''}`} : said;
}

function titleOf(row) {
  return (row.hubspot ? cardOf('hubspot', row.hubspot) : cardOf('google', row.google)).title;
}

const byTitle = (left, right) => titleOf(left).localeCompare(titleOf(right), 'en', {sensitivity: 'base'}) || (left.key < right.key ? -1 : 1);

// All records of both books: live pairs and loners by name, and behind them what is in neither book any more.
export function rowsOf(hubspotRecords, googleRecords, memory) {
  const hubspot = new Map(hubspotRecords.map(record => [String(record.id), record]));
  const google = new Map(googleRecords.map(record => [String(record.resource_name), record]));
  const {pairs, used} = toldPairs(hubspot, google, healthOf(memory));
  if (!tellsPairs(memory)) {
    pairs.push(...guessedPairs(hubspotRecords, googleRecords, used));
  }
  const loner = (side, record) => ({hubspot: null, google: null, told: null, guessed: false, [side]: record});
  const rows = [...pairs,
    ...hubspotRecords.filter(record => !used.has(record)).map(record => loner('hubspot', record)),
    ...googleRecords.filter(record => !used.has(record)).map(record => loner('google', record))];
  for (const row of rows) {
    row.key = `${row.hubspot ? row.hubspot.id : ''} ${row.google ? row.google.resource_name : ''}`;
    row.live = [['hubspot', row.hubspot], ['google', row.google]].some(([side, record]) => record && placeOf(side, record) === '');
  }
  return [...rows.filter(row => row.live).sort(byTitle), ...rows.filter(row => !row.live).sort(byTitle)];
}
