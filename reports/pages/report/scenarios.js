// What failed, the list of scenarios, the page of one, and the article that they go through.

import {checkView, comparison, journal, leanings, passes, place, timelineOf} from './evidence.js';
import {isActive, matches, scenarioMatches} from './filter.js';
import {hashOf, ruleLink, scenarioLink} from './links.js';
import {countList} from './rules.js';
import {badge, el, lazyDetails, plural, prose, shape, span} from '../shared/elements.js';
import {FAILURES, NOTABLE, classOf} from '../shared/verdicts.js';

function configMistake({where, message, hint}) {
  return el('article', {class: 'failure v-config', tabindex: '-1'},
    el('header', null, badge('config'), el('span', {class: 'place'}, where)),
    el('h3', null, message),
    el('p', {class: 'rule-text'}, hint));
}

export function configMistakes(report) {
  const mistakes = report.config_mistakes;
  return mistakes.length === 0 ? null : el('section', {id: 'configuration', 'aria-labelledby': 'configuration-title'},
    el('h2', {id: 'configuration-title'}, 'What is wrong with the configuration',
      el('span', {class: 'count'}, String(mistakes.length))),
    mistakes.map(configMistake));
}

function failureCard({scenario, check}, rulesById, open) {
  const rule = rulesById.get(check.rule);
  const summary = el('summary', null, 'What happened: timeline, both records, requests');
  const story = scenario.exchanges.length === 0 ? null
    : lazyDetails({class: 'story'}, summary, () => el('div', null, timelineOf(scenario, [check]), journal(scenario, check)));
  if (story && open) {
    story.fillNow();
  }
  return el('article', {class: 'failure ' + classOf(check.verdict), tabindex: '-1', 'aria-label': check.rule + ' ' + check.verdict + ' in ' + scenario.name},
    el('header', null,
      badge(check.verdict), ruleLink(check.rule),
      rule ? el('span', {class: 'kind kind-' + rule.kind.toLowerCase()}, rule.kind) : null,
      el('span', {class: 'where'}, scenarioLink(scenario.name), ' ', el('span', {class: 'place'}, place(check.step)))),
    el('h3', null, check.message),
    rule && rule.text ? el('p', {class: 'rule-text'}, prose(rule.text)) : null,
    comparison(check), leanings(check), passes(scenario), story);
}

const CARDS_AT_ONCE = 20;

// @param most  So many cards at first; a button shows the next ones. @return null where nothing failed.
export function failures(report, rulesById, most = CARDS_AT_ONCE) {
  const all = report.scenarios.flatMap(scenario => scenario.checks.filter(check => FAILURES.has(check.verdict)).map(check => ({scenario, check})));
  const found = all.filter(({scenario, check}) => matches(check.verdict, [check.rule, scenario.name, scenario.title, check.message]));
  if (found.length === 0) {
    return null;
  }
  const section = el('section', {id: 'failures', 'aria-labelledby': 'failures-title'},
    el('h2', {id: 'failures-title'}, 'What failed', el('span', {class: 'count'}, String(found.length))));
  const more = el('button', {type: 'button', class: 'more'});
  let shown = 0;
  const add = count => {
    more.remove();
    found.slice(shown, shown + count).forEach((each, at) => section.append(failureCard(each, rulesById, shown + at === 0)));
    shown = Math.min(found.length, shown + count);
    if (shown < found.length) {
      more.textContent = `Show the next ${Math.min(CARDS_AT_ONCE, found.length - shown)} of ${found.length - shown} more failures`;
      section.append(more);
    }
  };
  more.addEventListener('click', () => {
    const last = section.lastElementChild.previousElementSibling;
    add(CARDS_AT_ONCE);
    last.nextElementSibling.focus();
  });
  add(most);
  return section;
}

export function scenarioPage(scenario) {
  const notable = scenario.checks.filter(check => NOTABLE.has(check.verdict));
  const rest = scenario.checks.filter(check => !NOTABLE.has(check.verdict));
  return el('article', {class: 'page ' + classOf(scenario.verdict)},
    el('p', {class: 'crumbs'}, el('a', {href: hashOf('scenarios')}, 'Scenarios'), ' / ', scenario.name.split('/')[0]),
    el('h2', null, scenario.name, ' ', badge(scenario.verdict)),
    el('p', {class: 'statement'}, scenario.title),
    el('p', {class: 'source'},
      scenario.file, scenario.article.length ? ' · article ' + scenario.article.join(', ') : '',
      ' · ', plural(scenario.exchange_count, 'request'), ' · ', span(scenario.virtual_ms), ' of virtual time'),
    el('section', {'aria-label': 'Checks'}, notable.map(check => checkView(check, true)), rest.map(check => checkView(check, true)),
      scenario.checks.length ? null : el('p', {class: 'quiet'}, 'No check was made.')),
    passes(scenario),
    scenario.exchanges.length ? el('section', {'aria-labelledby': 'story-title'}, el('h3', {id: 'story-title'}, 'What happened'), timelineOf(scenario, notable), journal(scenario, null)) : null);
}

function scenarioRow(scenario) {
  return el('a', {class: 'scenario row', href: hashOf('scenario', scenario.name)},
    scenario.verdict ? shape(scenario.verdict) : el('span', {class: 'shape'}),
    el('span', {class: 'scenario-name'}, scenario.name.split('/').slice(1).join('/') || scenario.name),
    el('span', {class: 'text'}, scenario.title),
    el('span', {class: 'verdict-word ' + classOf(scenario.verdict)}, scenario.verdict || 'unfinished'),
    el('span', {class: 'rule-ids'}, scenario.rules.join(' ')));
}

export function countVerdicts(scenarios) {
  const counts = {};
  for (const {verdict} of scenarios) {
    counts[verdict] = (counts[verdict] || 0) + 1;
  }
  return counts;
}

const ROWS_AT_ONCE = 200;

// What failed comes first.
function rowsOf(unsorted) {
  const scenarios = [...unsorted].sort((left, right) => FAILURES.has(right.verdict) - FAILURES.has(left.verdict));
  const rows = el('div', null);
  const more = el('button', {type: 'button', class: 'more'});
  let shown = 0;
  const add = () => {
    more.remove();
    rows.append(...scenarios.slice(shown, shown + ROWS_AT_ONCE).map(scenarioRow));
    shown += ROWS_AT_ONCE;
    if (shown < scenarios.length) {
      more.textContent = `Show more: ${scenarios.length - shown} are left`;
      rows.append(more);
    }
  };
  more.addEventListener('click', add);
  add();
  return rows;
}

// @return {element, shown}
export function scenarioList(report) {
  const folders = new Map();
  const found = report.scenarios.filter(scenarioMatches);
  for (const scenario of found) {
    const folder = scenario.name.split('/')[0];
    folders.set(folder, folders.get(folder) || []);
    folders.get(folder).push(scenario);
  }
  // Folders where something is to be seen are open, as long as the page stays light.
  let room = 2 * ROWS_AT_ONCE;
  const groups = [...folders].map(([folder, scenarios]) => {
    const calm = scenarios.every(({verdict}) => verdict && !NOTABLE.has(verdict));
    const group = lazyDetails({class: 'group folder'}, el('summary', null, el('h3', null, folder), countList(countVerdicts(scenarios))), () => rowsOf(scenarios));
    if (room > 0 && (!calm || isActive() || folders.size === 1)) {
      group.fillNow();
      room -= Math.min(ROWS_AT_ONCE, scenarios.length);
    }
    return group;
  });
  return {shown: found.length, element: el('section', {id: 'scenarios', 'aria-labelledby': 'scenarios-title'},
    el('h2', {id: 'scenarios-title'}, 'Scenarios', el('span', {class: 'count'}, String(found.length))), groups)};
}

export function articleList(report, scenariosByName) {
  const rows = report.article.map(paragraph => {
    const scenarios = paragraph.scenarios.map(name => scenariosByName.get(name)).filter(Boolean);
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
