// The toolbar: rows are shown by verdict and by text.

import {el, plural, shape} from '../shared/elements.js';
import {VERDICTS, classOf, weightOf} from '../shared/verdicts.js';

export const filter = {verdicts: new Set(), words: []};

function matches({verdict, text}) {
  if (filter.verdicts.size > 0 && !filter.verdicts.has(verdict)) {
    return false;
  }
  const haystack = text.join(' ').toLowerCase();
  return filter.words.every(word => haystack.includes(word));
}

function applyFilter(status) {
  const active = filter.verdicts.size > 0 || filter.words.length > 0;
  const shown = {rule: 0, scenario: 0};
  for (const row of document.querySelectorAll('.rule.row, .scenario.row, .failure')) {
    row.hidden = !matches(row.filterable);
    if (row.classList.contains('row') && !row.hidden) {
      shown[row.classList.contains('rule') ? 'rule' : 'scenario'] += 1;
    }
  }
  for (const group of document.querySelectorAll('.group')) {
    group.hidden = !group.querySelector('.row:not([hidden])');
    if (group.classList.contains('folder')) {
      group.dataset.calm = group.dataset.calm || (group.open ? 'no' : 'yes');
      group.open = active || group.dataset.calm === 'no';
    }
  }
  const failuresSection = document.getElementById('failures');
  if (failuresSection) {
    failuresSection.hidden = !failuresSection.querySelector('.failure:not([hidden])');
  }
  document.getElementById('overview').hidden = active;
  document.getElementById('article').hidden = active;
  status.textContent = active ? plural(shown.rule, 'rule') + ', ' + plural(shown.scenario, 'scenario') : '';
}

function chip(name, count, changed) {
  const button = el('button', {
    type: 'button', class: 'chip ' + classOf(name), 'aria-pressed': 'false',
    title: name + ': ' + VERDICTS[weightOf(name)].one,
  }, shape(name), name, count ? el('span', {class: 'count'}, String(count)) : null);
  button.addEventListener('click', () => {
    const on = !filter.verdicts.has(name);
    filter.verdicts[on ? 'add' : 'delete'](name);
    button.setAttribute('aria-pressed', String(on));
    changed();
  });
  return button;
}

export function toolbar(report) {
  const status = el('span', {class: 'filter-status', role: 'status'});
  const changed = () => applyFilter(status);
  const search = el('input', {
    type: 'search', id: 'search', placeholder: 'Find a rule or scenario', 'aria-label': 'Find a rule or scenario',
    autocomplete: 'off', spellcheck: 'false',
    oninput: () => {
      filter.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      changed();
    },
  });
  const occurring = VERDICTS.filter(({name}) => report.counts.rules[name] || report.counts.scenarios[name]);
  return [
    el('div', {class: 'search'}, search, el('kbd', {'aria-hidden': 'true'}, '/')),
    el('div', {class: 'chips', role: 'group', 'aria-label': 'Show only these verdicts'},
      occurring.map(({name}) => chip(name, report.counts.rules[name] || 0, changed))),
    status,
  ];
}
