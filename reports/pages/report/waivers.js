// What the vendor has declared, and what is wrong with that.

import {ruleLink} from './links.js';
import {badge, el} from '../shared/elements.js';

function waiverRow(waiver) {
  return el('tr', null,
    el('th', {scope: 'row'}, ruleLink(waiver.rule)),
    el('td', null,
      el('p', null, waiver.reason, ' (', el('span', {class: 'place'}, waiver.issue), ')'),
      el('p', {class: 'source'}, 'in ' + waiver.scenarios.join(', ') + ', where the message begins “' + waiver.message + '”'),
      waiver.mistakes.map(({fault, message}) => el('p', {class: 'waiver-mistake'}, badge('fail'), ' ', fault + ': ' + message))),
    el('td', null, waiver.owner),
    el('td', {class: 'day'}, waiver.expires),
    el('td', {class: 'counts'}, waiver.covered + ' of ' + waiver.most));
}

export function waiverList(report) {
  return report.waivers.length === 0 ? null : el('section', {id: 'waivers', 'aria-labelledby': 'waivers-title'},
    el('h2', {id: 'waivers-title'}, 'Waivers', el('span', {class: 'count'}, String(report.waivers.length))),
    el('table', {class: 'article-table'},
      el('thead', null, el('tr', null, ['Rule', 'Why it may fail', 'Owner', 'Until', 'Covers'].map(title => el('th', {scope: 'col'}, title)))),
      el('tbody', null, report.waivers.map(waiverRow))));
}
