// Puts the page together out of report.json, which stands in the page's data block.

import {crashMatrix} from './crashes.js';
import {toolbar} from './filter.js';
import {overview, ruleList} from './rules.js';
import {articleList, configMistakes, failures, scenarioList} from './scenarios.js';
import {waiverList} from './waivers.js';
import {badge, el, plural, shape} from '../shared/elements.js';
import {FAILURES, KINDS, VERDICTS, classOf} from '../shared/verdicts.js';

function toneOf(report) {
  if (report.config_mistakes.length > 0) {
    return 'config';
  }
  if (!report.run.complete) {
    return 'harness error';
  }
  if (report.rules.some(rule => FAILURES.has(rule.verdict))) {
    return 'fail';
  }
  if (report.waivers.some(waiver => waiver.mistakes.length > 0)) {
    return 'fail';
  }
  return report.run.exit_code === 0 ? 'pass' : 'harness error';
}

function claimsText({claims, not_claimed: missing}) {
  return missing.length === 0
    ? 'everything'
    : (claims.join(', ') || 'nothing') + '; not ' + missing.join(', ') + ', so not judged by it';
}

function meter(report, kind) {
  const rules = report.rules.filter(rule => rule.kind === kind);
  const passed = rules.filter(rule => rule.verdict === 'pass').length;
  const bar = el('div', {class: 'bar', 'aria-hidden': 'true'},
    [...VERDICTS].reverse().map(({name}) => {
      const count = rules.filter(rule => rule.verdict === name).length;
      const part = el('span', {class: classOf(name), title: count + ' ' + name});
      part.style.flexGrow = String(count);
      part.hidden = count === 0;
      return part;
    }));
  return el('div', {class: 'meter', title: kind + ': ' + KINDS[kind]},
    el('div', {class: 'meter-name'}, kind),
    el('div', {class: 'meter-count'}, el('b', null, String(passed)), ' of ' + rules.length + ' pass'),
    bar);
}

function fact(name, value) {
  return el('div', null, el('dt', null, name), el('dd', null, value));
}

function masthead(report) {
  const {run} = report;
  const tone = toneOf(report);
  const lines = run.certificate
    ? [el('p', {class: 'certificate'}, 'Nothing stands in the way of a certificate.')]
    : run.obstacles.length > 0
      ? [el('details', {class: 'obstacles'},
          el('summary', null, plural(run.obstacles.length, 'obstacle'), ' in the way of a certificate'),
          el('ul', null, run.obstacles.map(each => el('li', null, each))))]
      : [];
  return el('div', {class: 'masthead-inner'},
    el('p', {class: 'wordmark'}, 'Lockstep', el('span', null, 'conformance report')),
    el('h1', null, run.connector.name, ' ', el('small', null, run.connector.version)),
    el('div', {class: 'result-line'}, el('p', {class: 'headline ' + classOf(tone)}, shape(tone),
        tone === 'fail' ? el('a', {href: '#failures'}, run.headline) : run.headline), lines),
    el('div', {class: 'meters'}, Object.keys(KINDS).map(kind => meter(report, kind))),
    el('dl', {class: 'facts'},
      fact('Vendor', run.connector.vendor || '–'),
      fact('Way in', run.transport === 'http' ? 'HTTP on loopback' : run.transport),
      fact('Scenarios', report.scenarios.length + (run.complete ? '' : ' of ' + run.scenarios_planned)),
      fact('Seed', run.seed),
      fact('Rulebook', 'version ' + run.rulebook_version),
      fact('Lockstep', run.lockstep_version),
      report.waivers.length ? fact('Waivers', String(report.waivers.length)) : null,
      fact('Claims', claimsText(run.connector))));
}

function footer() {
  return [
    el('h2', null, 'What the verdicts mean'),
    el('dl', {class: 'legend'}, VERDICTS.map(({name, one}) => el('div', null, el('dt', null, badge(name)), el('dd', null, one)))),
    el('p', {class: 'keys'}, el('kbd', null, '/'), ' search ', el('kbd', null, 'j'), ' ', el('kbd', null, 'k'),
      ' next and previous failure ', el('kbd', null, 'Esc'), ' show everything again'),
  ];
}

// Opens what a link points at, and everything around it.
function reveal(hash) {
  const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) {
    return;
  }
  for (let outer = target; outer; outer = outer.parentElement) {
    outer.hidden = false;
    if (outer.tagName === 'DETAILS') {
      (outer.fillNow || (() => { outer.open = true; }))();
    }
  }
  target.scrollIntoView({block: 'start'});
}

function moveToFailure(direction) {
  const cards = [...document.querySelectorAll('.failure:not([hidden])')];
  const at = cards.indexOf(document.activeElement.closest('.failure'));
  const next = cards[at === -1 ? (direction > 0 ? 0 : cards.length - 1) : at + direction];
  if (next) {
    next.focus({preventScroll: true});
    next.scrollIntoView({block: 'start'});
  }
}

function clearFilter() {
  const search = document.getElementById('search');
  search.value = '';
  for (const pressed of document.querySelectorAll('.chip[aria-pressed="true"]')) {
    pressed.click();
  }
  search.dispatchEvent(new Event('input'));
  search.blur();
}

function onKey(event) {
  const typing = event.target.tagName === 'INPUT';
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) {
    return;
  }
  const actions = {
    '/': () => document.getElementById('search').focus(),
    j: () => moveToFailure(1),
    k: () => moveToFailure(-1),
    Escape: clearFilter,
  };
  if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
}

function show(report) {
  const rulesById = new Map(report.rules.map(rule => [rule.id, rule]));
  const scenariosByName = new Map(report.scenarios.map(scenario => [scenario.name, scenario]));
  document.getElementById('masthead').append(masthead(report));
  document.getElementById('toolbar').append(...toolbar(report));
  document.getElementById('main').append(...[
    configMistakes(report),
    overview(report),
    failures(report, rulesById),
    waiverList(report),
    crashMatrix(report),
    ruleList(report, scenariosByName),
    scenarioList(report),
    articleList(report, scenariosByName),
  ].filter(Boolean));
  document.getElementById('footer').append(...footer());
  document.addEventListener('keydown', onKey);
  window.addEventListener('hashchange', () => reveal(location.hash));
  window.addEventListener('beforeprint', () => {
    document.querySelectorAll('.failure .exchange.cited').forEach(each => each.fillNow());
  });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) {
      reveal(link.hash);  // The same place again: no hashchange.
    }
  });
  reveal(location.hash);
}

show(JSON.parse(document.getElementById('report').textContent));
