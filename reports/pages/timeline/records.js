// Both records and the base of each contact at one instant, side by side.

import {el} from '../shared/elements.js';
import {googleValues, hubspotValues, placeOf, rowsOf, same} from './fields.js';

const BASE_TITLES = {
  none: ['Stored base', 'nothing yet'],
  remembered: ['Stored base', 'of pass '],
  common: ['In common', 'not its memory: what both sides held when a pass last ended, pass '],
};

function baseHead(base, hidden) {
  const [title, note] = base.kind === 'none' && hidden ? ['In common', 'nothing yet'] : BASE_TITLES[base.kind];
  return [title, el('small', null, base.kind === 'none' ? note : note + base.pass)];
}

function cell(value, classes) {
  return value === undefined || value === ''
    ? el('td', {class: `none ${classes}`}, '–')
    : el('td', {class: classes}, value);
}

function baseText(base, name) {
  const [hubspot, google] = [base.hubspot.get(name), base.google.get(name)];
  if (hubspot === undefined && google === undefined) {
    return undefined;
  }
  return hubspot === google || (hubspot !== undefined && google !== undefined && same(hubspot, google))
    ? hubspot : `${hubspot === undefined ? '–' : hubspot} / ${google === undefined ? '–' : google}`;
}

function contact(pair, hidden) {
  const hubspot = hubspotValues(pair.hubspot.state);
  const google = googleValues(pair.google.state);
  const rows = rowsOf(hubspot, google, pair.base.hubspot, pair.base.google).map(name => {
    const differ = hubspot.has(name) && google.has(name) && !same(hubspot.get(name), google.get(name));
    return el('tr', {class: differ ? 'differ' : ''},
      el('th', {scope: 'row'}, name, differ ? el('span', {class: 'unseen'}, ' (differ)') : null),
      cell(hubspot.get(name), pair.hubspot.changed ? 'now' : ''), cell(baseText(pair.base, name), pair.base.changed ? 'now' : ''),
      cell(google.get(name), pair.google.changed ? 'now' : ''));
  });
  const column = (title, side, id, changed) => el('th', {scope: 'col', class: changed ? 'now' : ''}, title,
    el('small', null, [id, placeOf(side, pair[side].state, pair[side].known)].filter(Boolean).join(', '), changed ? ', changed here' : ''));
  return el('table', {class: 'records'},
    el('caption', null, pair.title),
    el('thead', null, el('tr', null, el('td', null),
      column('HubSpot', 'hubspot', pair.hubspot.id, pair.hubspot.changed),
      el('th', {scope: 'col', class: pair.base.changed ? 'base now' : 'base'}, baseHead(pair.base, hidden), pair.base.changed ? el('small', null, 'changed here') : null),
      column('Google', 'google', [pair.google.id, pair.google.account && pair.google.account !== 'main' ? `of ${pair.google.account}` : ''].filter(Boolean).join(' '), pair.google.changed))),
    el('tbody', null, rows));
}

const SHOWN_MAX = 8;

// @param states  As stateAt() gives them. @param hidden  The connector's memory cannot be read.
export function recordsView(states, hidden) {
  if (states.length === 0) {
    return el('p', {class: 'quiet'}, 'No record was written down for this scenario.');
  }
  const touched = states.filter(pair => pair.hubspot.changed || pair.google.changed || pair.base.changed);
  const shown = [...touched, ...states.filter(pair => !touched.includes(pair))].slice(0, SHOWN_MAX);
  const inOrder = states.filter(pair => shown.includes(pair));
  return el('div', {class: 'contacts'}, inOrder.map(pair => contact(pair, hidden)),
    states.length > SHOWN_MAX ? el('p', {class: 'quiet'}, `and ${states.length - SHOWN_MAX} more contacts, untouched here`) : null);
}
