// The areas at a glance, the list of rules, and the page of one rule.

import {leanings, place} from './evidence.js';
import {isActive, ruleMatches} from './filter.js';
import {hashOf, scenarioLink} from './links.js';
import {badge, el, plural, prose, shape} from '../shared/elements.js';
import {KINDS, NOTABLE, VERDICTS, classOf, weightOf} from '../shared/verdicts.js';

function tile(rule) {
  return el('a', {
    class: 'tile ' + classOf(rule.verdict), href: hashOf('rule', rule.id),
    title: rule.id + ', ' + rule.kind + ': ' + rule.verdict + '\n' + rule.text,
    'aria-label': rule.id + ' ' + rule.verdict,
  }, el('span', {class: 'number', 'aria-hidden': 'true'}, rule.id.split('-').pop()), shape(rule.verdict));
}

export function countList(counts) {
  return el('span', {class: 'count-list'},
    VERDICTS.filter(({name}) => counts[name]).map(({name}) =>
      el('span', {class: 'count-item ' + classOf(name), title: counts[name] + ' ' + name},
        shape(name, true), String(counts[name]))));
}

export function areasOf(report) {
  const known = report.areas.map(area => ({...area, list: report.rules.filter(rule => rule.area === area.id)}));
  const ids = new Set(report.areas.map(area => area.id));
  const others = report.rules.filter(rule => !ids.has(rule.area));
  return others.length ? [...known, {id: '?', title: 'rules this report does not know', rules: {}, list: others}] : known;
}

// The columns of the matrix: what failed, what was only noted, what was not judged, what holds.
const COLUMNS = [
  {title: 'fail', names: ['fail', 'harness error', 'config']},
  {title: 'noted', names: ['warn', 'variant', 'waived']},
  {title: 'not judged', names: ['not exercised', 'not applicable']},
  {title: 'pass', names: ['pass']},
];

export function overview(report) {
  const areas = areasOf(report);
  const sum = (rules, names) => rules.filter(rule => names.includes(rule.verdict)).length;
  const cell = (rules, {title, names}) => {
    const count = sum(rules, names);
    const worst = VERDICTS.find(({name}) => names.includes(name) && rules.some(rule => rule.verdict === name));
    return el('td', {class: 'number ' + (count ? classOf(worst.name) : 'zero')}, count ? [shape(worst.name), ' ', String(count), el('span', {class: 'unseen'}, ' ' + title)] : '·');
  };
  const rows = areas.map(area => el('tr', null,
    el('th', {scope: 'row'}, el('a', {href: hashOf('rules', area.id)}, el('b', null, area.id), ' ', area.title)),
    COLUMNS.map(column => cell(area.list, column)),
    el('td', {class: 'tiles'}, el('div', {class: 'tile-row'}, area.list.map(tile)))));
  return el('section', {id: 'overview', 'aria-labelledby': 'overview-title'},
    el('h2', {id: 'overview-title'}, 'Areas and verdicts'),
    el('table', {class: 'matrix'},
      el('thead', null, el('tr', null, el('th', {scope: 'col'}, 'Area'), COLUMNS.map(({title}) => el('th', {scope: 'col', class: 'number'}, title)), el('th', {scope: 'col'}, 'Rules'))),
      el('tbody', null, rows),
      el('tfoot', null, el('tr', null, el('th', {scope: 'row'}, 'All rules'), COLUMNS.map(column => cell(report.rules, column)), el('td', null)))));
}

function ruleRow(rule) {
  return el('a', {class: 'rule row', href: hashOf('rule', rule.id)},
    shape(rule.verdict), el('span', {class: 'rule-id'}, rule.id),
    el('span', {class: 'kind kind-' + rule.kind.toLowerCase()}, rule.kind),
    el('span', {class: 'text'}, prose(rule.text || 'Not a rule of this version of the rulebook.')),
    el('span', {class: 'verdict-word ' + classOf(rule.verdict)}, rule.verdict),
    el('span', {class: 'count', title: plural(rule.scenarios.length, 'scenario')}, String(rule.scenarios.length)));
}

// @param only  The id of an area, or "" for all. @return {element, shown}
export function ruleList(report, only) {
  let shown = 0;
  const groups = areasOf(report).filter(area => !only || area.id === only).map(area => {
    const rules = area.list.filter(ruleMatches);
    shown += rules.length;
    return rules.length === 0 ? null : el('div', {class: 'group', id: 'area-' + area.id},
      el('h3', null, el('b', null, area.id), ' ', area.title, isActive() ? null : countList(area.rules)), rules.map(ruleRow));
  });
  return {shown, element: el('section', {id: 'rules', 'aria-labelledby': 'rules-title'},
    el('h2', {id: 'rules-title'}, 'Rules', el('span', {class: 'count'}, String(shown))), groups)};
}

function scenarioLine(scenario, ruleId) {
  const checks = scenario.checks.filter(check => check.rule === ruleId);
  const worst = checks.map(check => check.verdict).sort((a, b) => weightOf(a) - weightOf(b))[0];
  const telling = checks.filter(check => NOTABLE.has(check.verdict) || check.verdict === 'not applicable');
  return el('li', null,
    worst ? shape(worst, true) : null, scenarioLink(scenario.name),
    el('span', {class: 'title'}, scenario.title),
    telling.length ? el('ul', {class: 'telling'}, telling.map(check =>
      el('li', null, el('span', {class: 'place'}, place(check.step)), ' ', check.message))) : null);
}

function mutantList(mutants, scenariosByName) {
  return el('section', {'aria-labelledby': 'mutants-title'},
    el('h3', {id: 'mutants-title'}, 'Wrong connectors that its scenarios catch', el('span', {class: 'count'}, String(mutants.length))),
    mutants.length === 0 ? el('p', {class: 'quiet'}, 'None is built in for this rule.') : el('table', {class: 'article-table'},
      el('thead', null, el('tr', null, ['What it does wrong', 'First caught by', 'Scenarios that turn red'].map(title => el('th', {scope: 'col'}, title)))),
      el('tbody', null, mutants.map(mutant => el('tr', null,
        el('th', {scope: 'row', class: 'what'}, mutant.what, el('small', null, mutant.name)),
        el('td', null, scenariosByName.has(mutant.killed_by) ? scenarioLink(mutant.killed_by) : mutant.killed_by || 'none'),
        el('td', {class: 'counts'}, mutant.scenarios))))));
}

const LINES_MAX = 200;

export function rulePage(rule, scenariosByName, mutants) {
  const judged = rule.scenarios.map(name => scenariosByName.get(name)).filter(Boolean);
  const weight = scenario => Math.min(...scenario.checks.filter(check => check.rule === rule.id).map(check => weightOf(check.verdict)), 99);
  const byWeight = [...judged].sort((one, other) => weight(one) - weight(other));
  return el('article', {class: 'page ' + classOf(rule.verdict)},
    el('p', {class: 'crumbs'}, el('a', {href: hashOf('rules')}, 'Rules'), ' / ', el('a', {href: hashOf('rules', rule.area)}, rule.area)),
    el('h2', null, rule.id, ' ', badge(rule.verdict), ' ', el('span', {class: 'kind'}, rule.kind)),
    el('p', {class: 'statement'}, prose(rule.text || 'Not a rule of this version of the rulebook.')),
    el('dl', {class: 'facts'},
      el('div', null, el('dt', null, 'Kind'), el('dd', null, rule.kind + ': ' + (KINDS[rule.kind] || ''))),
      el('div', null, el('dt', null, 'Source'), el('dd', null, rule.source || '–')),
      el('div', null, el('dt', null, 'Checks'), el('dd', null, countList(rule.checks)))),
    leanings(rule),
    el('section', {'aria-labelledby': 'judged-title'},
      el('h3', {id: 'judged-title'}, 'Scenarios that judged it', el('span', {class: 'count'}, String(judged.length))),
      judged.length
        ? el('ul', {class: 'scenario-lines'}, byWeight.slice(0, LINES_MAX).map(scenario => scenarioLine(scenario, rule.id)))
        : el('p', {class: 'quiet'}, 'No scenario of this run judged it.'),
      judged.length > LINES_MAX ? el('p', {class: 'quiet'}, `and ${judged.length - LINES_MAX} more, all of them no worse`) : null),
    mutantList(mutants || [], scenariosByName));
}
