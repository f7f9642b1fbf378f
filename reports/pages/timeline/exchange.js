// One entry of the journal in full: the request and its answer, or what a user did.

import {el} from '../shared/elements.js';
import {layOutJson} from '../shared/json_text.js';

const text = value => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

function message(title, startLine, part) {
  const headers = Object.entries(part.headers || {}).map(([name, value]) => `${name}: ${text(value)}\n`).join('');
  const body = text(part.body);
  return el('div', {class: 'message'},
    el('h5', null, title),
    el('pre', {class: 'code', tabindex: '0'},
      el('span', {class: 'start-line'}, startLine + '\n'),
      el('span', {class: 'headers'}, headers),
      body === '' ? el('span', {class: 'headers'}, '(no body)') : '\n' + layOutJson(body)));
}

function notesOf({times_delivered: times, outcome, fault}) {
  const notes = [];
  if (times === 0) {
    notes.push('The service never saw this request.');
  } else if (times > 1) {
    notes.push(`The service got this request ${times} times.`);
  }
  if (outcome && outcome !== 'response' && times > 0) {
    notes.push('The service acted on it, but the connector did not get the whole answer.');
  }
  if (fault) {
    notes.push(`A fault was injected here: ${fault}.`);
  }
  return notes.join(' ');
}

export function exchangeDetails({entry}) {
  const parts = [el('p', {class: 'exchange-note'}, `${text(entry.at)} (virtual time). ${notesOf(entry)}`)];
  const {request, response, details} = entry;
  if (request) {
    parts.push(message('Request', `${text(request.method)} ${text(request.target)}`, request));
  }
  if (response) {
    parts.push(message('Answer', text(response.status), response));
  }
  if (details) {
    parts.push(el('pre', {class: 'code'}, layOutJson(text(details))));
  }
  return el('div', {class: request && response ? 'exchange-body both' : 'exchange-body'}, parts);
}
