// What failed, the list of scenarios, and the article that they go through.

import {checkView, comparison, journal, leanings, passes, place} from './evidence.js';
import {countList} from './rules.js';
import {anchorOf, badge, el, lazyDetails, plural, prose, ruleLink, scenarioLink, shape, span} from '../shared/elements.js';
import {FAILURES, NOTABLE, classOf} from '../shared/verdicts.js';

function configMistake({where, message, hint}) {
  const card = el('article', {class: 'failure v-config', tabindex: '-1'},
    el('header', null, badge('config'), el('span', {class: 'place'}, where)),
    el('h3', null, message),
    el('p', {class: 'rule-text'}, hint));
  card.filterable = {verdict: 'config', text: [where, message, hint]};
  return card;
}

export function configMistakes(report) {
  const mistakes = report.config_mistakes;
  return mistakes.length === 0 ? null : el('section', {id: 'configuration', 'aria-labelledby': 'configuration-title'},
    el('h2', {id: 'configuration-title'}, 'What is wrong with the configuration',
      el('span', {class: 'count'}, String(mistakes.length))),
    mistakes.map(configMistake));
}

function failureCard(scenario, check, rulesById) {
  const rule = rulesById.get(check.rule);
  const card = el('article', {class: 'failure ' + classOf(check.verdict), tabindex: '-1'},
    el('header', null,
      badge(check.verdict), ruleLink(check.rule),
      rule ? el('span', {class: 'kind kind-' + rule.kind.toLowerCase()}, rule.kind) : null,
      el('span', {class: 'where'}, scenarioLink(scenario.name), ' ', el('span', {class: 'place'}, place(check.step)))),
    el('h3', null, check.message),
    rule && rule.text ? el('p', {class: 'rule-text'}, prose(rule.text)) : null,
    comparison(check),
    leanings(check),
    passes(scenario),
    journal(scenario, check));
  card.filterable = {
    verdict: check.verdict,
    text: [check.rule, scenario.name, scenario.title, check.message, rule ? rule.text : ''],
  };
  return card;
}

export function failures(report, rulesById) {
  const cards = report.scenarios.flatMap(scenario =>
    scenario.checks.filter(check => FAILURES.has(check.verdict))
      .map(check => failureCard(scenario, check, rulesById)));
  if (cards.length === 0) {
    return null;
  }
  return el('section', {id: 'failures', 'aria-labelledby': 'failures-title'},
    el('h2', {id: 'failures-title'}, 'What failed', el('span', {class: 'count'}, String(cards.length))), cards);
}

function scenarioBody(scenario) {
  const notable = scenario.checks.filter(check => NOTABLE.has(check.verdict));
  const rest = scenario.checks.filter(check => !NOTABLE.has(check.verdict));
  return el('div', {class: 'scenario-body'},
    el('p', {class: 'source'},
      scenario.file, scenario.article.length ? ' · article ' + scenario.article.join(', ') : '',
      ' · ', plural(scenario.exchange_count, 'request'), ' · ', span(scenario.virtual_ms), ' of virtual time'),
    notable.map(check => checkView(check, true)),
    rest.map(check => checkView(check, true)),
    scenario.checks.length ? null : el('p', {class: 'quiet'}, 'No check was made.'),
    passes(scenario),
    journal(scenario, null));
}

function scenarioRow(scenario) {
  const summary = el('summary', null,
    scenario.verdict ? shape(scenario.verdict) : el('span', {class: 'shape'}),
    el('span', {class: 'scenario-name'}, scenario.name.split('/').slice(1).join('/') || scenario.name),
    el('span', {class: 'text'}, scenario.title),
    el('span', {class: 'verdict-word ' + classOf(scenario.verdict)}, scenario.verdict || 'unfinished'),
    el('span', {class: 'rule-ids'}, scenario.rules.join(' ')));
  const row = lazyDetails({class: 'scenario row', id: anchorOf.scenario(scenario.name)}, summary,
    () => scenarioBody(scenario));
  row.filterable = {
    verdict: scenario.verdict || 'harness error',
    text: [scenario.name, scenario.title, ...scenario.rules, ...scenario.article],
  };
  return row;
}

function countVerdicts(scenarios) {
  const counts = {};
  for (const {verdict} of scenarios) {
    counts[verdict] = (counts[verdict] || 0) + 1;
  }
  return counts;
}

export function scenarioList(report) {
  const folders = new Map();
  for (const scenario of report.scenarios) {
    const folder = scenario.name.split('/')[0];
    folders.set(folder, folders.get(folder) || []);
    folders.get(folder).push(scenario);
  }
  const groups = [...folders].map(([folder, scenarios]) => {
    const calm = scenarios.every(({verdict}) => verdict && !NOTABLE.has(verdict));
    return el('details', {class: 'group folder', open: !calm},
      el('summary', null, el('h3', null, folder), countList(countVerdicts(scenarios))),
      scenarios.map(scenarioRow));
  });
  return el('section', {id: 'scenarios', 'aria-labelledby': 'scenarios-title'},
    el('h2', {id: 'scenarios-title'}, 'Scenarios', el('span', {class: 'count'}, String(report.scenarios.length))),
    groups);
}

export function articleList(report, scenariosByName) {
  const rows = report.article.map(paragraph => {
    const scenarios = paragraph.scenarios.map(name => scenariosByName.get(name));
    return el('tr', null,
      el('th', {scope: 'row'}, paragraph.id),
      el('td', null, paragraph.text),
      el('td', {class: 'counts'}, scenarios.length ? countList(countVerdicts(scenarios)) : el('span', {class: 'quiet'}, 'none')));
  });
  return el('section', {id: 'article', 'aria-labelledby': 'article-title'},
    el('h2', {id: 'article-title'}, 'The help article, paragraph by paragraph'),
    el('table', {class: 'article-table'},
      el('thead', null, el('tr', null, el('th', {scope: 'col'}, ''), el('th', {scope: 'col'}, 'What it says'), el('th', {scope: 'col'}, 'Scenarios'))),
      el('tbody', null, rows)));
}
