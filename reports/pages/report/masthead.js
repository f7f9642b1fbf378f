// Who was tested, by what, and how it ended; and at the end of the page what the verdicts mean.

import {hashOf} from './links.js';
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

export function masthead(report) {
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
        tone === 'fail' ? el('a', {href: hashOf('failures')}, run.headline) : run.headline), lines),
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

export function footer() {
  return [
    el('h2', null, 'What the verdicts mean'),
    el('dl', {class: 'legend'}, VERDICTS.map(({name, one}) => el('div', null, el('dt', null, badge(name)), el('dd', null, one)))),
    el('p', {class: 'keys'}, el('kbd', null, '/'), ' search ', el('kbd', null, 'j'), ' ', el('kbd', null, 'k'),
      ' next and previous failure ', el('kbd', null, 'f'), ' its timeline ', el('kbd', null, 'Esc'), ' show everything again'),
  ];
}
