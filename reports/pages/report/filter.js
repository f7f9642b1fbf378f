// The toolbar: which verdicts and which words the lists show.

import {el, shape} from '../shared/elements.js';
import {VERDICTS, classOf, weightOf} from '../shared/verdicts.js';

export const filter = {verdicts: new Set(), words: []};

export const isActive = () => filter.verdicts.size > 0 || filter.words.length > 0;

export function matches(verdict, text) {
  if (filter.verdicts.size > 0 && !filter.verdicts.has(verdict)) {
    return false;
  }
  const haystack = filter.words.length ? text.join(' ').toLowerCase() : '';
  return filter.words.every(word => haystack.includes(word));
}

export const ruleMatches = rule => matches(rule.verdict, [rule.id, rule.kind, rule.text, rule.source, ...rule.scenarios]);

export const scenarioMatches = scenario =>
  matches(scenario.verdict || 'harness error', [scenario.name, scenario.title, ...scenario.rules, ...scenario.article]);

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

// @return  {elements, status, clear}
export function toolbar(report, changed) {
  const status = el('span', {class: 'filter-status', role: 'status'});
  const search = el('input', {
    type: 'search', id: 'search', placeholder: 'Find a rule or scenario', 'aria-label': 'Find a rule or scenario',
    autocomplete: 'off', spellcheck: 'false',
    oninput: () => {
      filter.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      changed();
    },
  });
  const occurring = VERDICTS.filter(({name}) => report.counts.scenarios[name]);
  const chips = occurring.map(({name}) => chip(name, report.counts.scenarios[name], changed));
  const clear = () => {
    search.value = '';
    filter.words = [];
    filter.verdicts.clear();
    chips.forEach(each => each.setAttribute('aria-pressed', 'false'));
    search.blur();
    changed();
  };
  return {status, clear, elements: [
    el('div', {class: 'search'}, search, el('kbd', {'aria-hidden': 'true'}, '/')),
    el('div', {class: 'chips', role: 'group', 'aria-label': 'Show only scenarios and rules with these verdicts'}, chips),
    status,
  ]};
}
