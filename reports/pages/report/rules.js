// The overview and the list of rules.

import {place} from './evidence.js';
import {anchorOf, el, lazyDetails, plural, prose, scenarioLink, shape} from '../shared/elements.js';
import {KINDS, NOTABLE, VERDICTS, classOf, weightOf} from '../shared/verdicts.js';

function tile(rule) {
  return el('a', {
    class: 'tile ' + classOf(rule.verdict),
    href: '#' + anchorOf.rule(rule.id),
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

function areasOf(report) {
  const known = report.areas.map(area => ({...area, list: report.rules.filter(rule => rule.area === area.id)}));
  const ids = new Set(report.areas.map(area => area.id));
  const others = report.rules.filter(rule => !ids.has(rule.area));
  return others.length ? [...known, {id: '?', title: 'rules this report does not know', rules: {}, list: others}] : known;
}

export function overview(report) {
  const rows = areasOf(report).map(area => el('div', {class: 'area-row'},
    el('a', {class: 'area-name', href: '#area-' + area.id}, el('b', null, area.id), ' ', area.title),
    el('div', {class: 'tiles'}, area.list.map(tile)),
    countList(area.rules)));
  return el('section', {id: 'overview', 'aria-labelledby': 'overview-title'},
    el('h2', {id: 'overview-title'}, 'Rules at a glance'),
    el('div', {class: 'matrix'}, rows));
}

function scenarioLine(scenario, ruleId) {
  const checks = scenario.checks.filter(check => check.rule === ruleId);
  const worst = checks.map(check => check.verdict).sort((a, b) => weightOf(a) - weightOf(b))[0];
  const telling = checks.filter(check => NOTABLE.has(check.verdict) || check.verdict === 'not applicable');
  return el('li', null,
    worst ? shape(worst, true) : null, scenarioLink(scenario.name),
    el('span', {class: 'title'}, scenario.title),
    el('ul', {class: 'telling'}, telling.map(check =>
      el('li', null, el('span', {class: 'place'}, place(check.step)), ' ', check.message))));
}

function ruleBody(rule, scenariosByName) {
  const judged = rule.scenarios.map(name => scenariosByName.get(name)).filter(Boolean);
  return el('div', {class: 'rule-body'},
    el('p', {class: 'source'}, rule.kind + ': ' + KINDS[rule.kind] + '. Source: ' + rule.source + '.'),
    judged.length
      ? el('ul', {class: 'scenario-lines'}, judged.map(scenario => scenarioLine(scenario, rule.id)))
      : el('p', {class: 'quiet'}, 'No scenario of this run judged it.'));
}

function ruleRow(rule, scenariosByName) {
  const summary = el('summary', null,
    shape(rule.verdict), el('span', {class: 'rule-id'}, rule.id),
    el('span', {class: 'kind kind-' + rule.kind.toLowerCase()}, rule.kind),
    el('span', {class: 'text'}, prose(rule.text || 'Not a rule of this version of the rulebook.')),
    el('span', {class: 'verdict-word ' + classOf(rule.verdict)}, rule.verdict),
    el('span', {class: 'count', title: plural(rule.scenarios.length, 'scenario')}, String(rule.scenarios.length)));
  const row = lazyDetails({class: 'rule row', id: anchorOf.rule(rule.id)}, summary,
    () => ruleBody(rule, scenariosByName));
  row.filterable = {verdict: rule.verdict, text: [rule.id, rule.kind, rule.text, rule.source, ...rule.scenarios]};
  return row;
}

export function ruleList(report, scenariosByName) {
  const groups = areasOf(report).map(area => {
    const group = el('div', {class: 'group', id: 'area-' + area.id},
      el('h3', null, el('b', null, area.id), ' ', area.title, countList(area.rules)),
      area.list.map(rule => ruleRow(rule, scenariosByName)));
    return group;
  });
  return el('section', {id: 'rules', 'aria-labelledby': 'rules-title'},
    el('h2', {id: 'rules-title'}, 'Rules'), groups);
}
