// What a check compared, and the requests around it.

import {ruleLink} from './links.js';
import {createTimeline} from '../timeline/index.js';
import {badge, el, lazyDetails, plural, span} from '../shared/elements.js';
import {layOutJson} from '../shared/json_text.js';
import {NOTABLE, classOf} from '../shared/verdicts.js';

// Which lines of `left` and `right` have no counterpart in the other: the longest common
// subsequence, or nothing marked where that would take long. A comma at the end is no difference.
function differingLines(leftLines, rightLines) {
  const left = leftLines.map(line => line.replace(/,$/, ''));
  const right = rightLines.map(line => line.replace(/,$/, ''));
  const marks = {left: new Set(), right: new Set()};
  if (left.length * right.length > 250000) {
    return marks;
  }
  const lengths = Array.from({length: left.length + 1}, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = left[i] === right[j]
        ? lengths[i + 1][j + 1] + 1
        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
      marks.left.add(i);
      i += 1;
    } else {
      marks.right.add(j);
      j += 1;
    }
  }
  return marks;
}

function codeLines(lines, marked) {
  return el('pre', {class: 'code'},
    lines.map((line, at) => el('span', {class: marked.has(at) ? 'line differs' : 'line'}, line + '\n')));
}

export function comparison(check) {
  if (check.expected === '' && check.actual === '') {
    return null;
  }
  const expected = layOutJson(check.expected || '(nothing)').split('\n');
  const actual = layOutJson(check.actual || '(nothing)').split('\n');
  const marks = differingLines(expected, actual);
  return el('div', {class: 'comparison'},
    el('div', {class: 'expected'}, el('h4', null, 'Expected'), codeLines(expected, marks.left)),
    el('div', {class: 'actual'}, el('h4', null, 'Actual'), codeLines(actual, marks.right)));
}

export function message(title, startLine, part) {
  const headers = Object.entries(part.headers).map(([name, value]) => name + ': ' + value + '\n').join('');
  return el('div', {class: 'message'},
    el('h5', null, title),
    el('pre', {class: 'code'},
      el('span', {class: 'start-line'}, startLine + '\n'),
      el('span', {class: 'headers'}, headers),
      part.body === '' ? el('span', {class: 'headers'}, '(no body)') : '\n' + layOutJson(part.body)));
}

const OUTCOMES = {lost: 'answer lost', truncated: 'answer cut short'};

function exchangeResult(exchange) {
  if (!exchange.request) {
    return el('span', {class: 'result'});
  }
  const broken = OUTCOMES[exchange.outcome];
  const status = exchange.response ? String(exchange.response.status) : '';
  const tone = broken ? 'broken' : exchange.response && exchange.response.status >= 400 ? 'refused' : '';
  return el('span', {class: 'result ' + tone}, broken || status || 'no answer');
}

function exchangeBody(exchange) {
  const notes = [];
  if (exchange.times_delivered === 0) {
    notes.push('The service never saw this request.');
  } else if (exchange.times_delivered > 1) {
    notes.push('The service got this request ' + exchange.times_delivered + ' times.');
  }
  if (OUTCOMES[exchange.outcome] && exchange.times_delivered > 0) {
    notes.push('The service acted on it, but the connector did not get the whole answer.');
  }
  const parts = [el('p', {class: 'exchange-note'}, exchange.at + ' (virtual time). ' + notes.join(' '))];
  if (exchange.request) {
    parts.push(message('Request', exchange.request.method + ' ' + exchange.request.target, exchange.request));
  }
  if (exchange.response) {
    parts.push(message('Answer', String(exchange.response.status), exchange.response));
  }
  if (exchange.details) {
    parts.push(el('pre', {class: 'code'}, layOutJson(exchange.details)));
  }
  return el('div', {class: 'exchange-body'}, parts);
}

const LANES = {hubspot: 'HubSpot', google: 'Google', user: 'User', control: 'Clock'};

function exchangeRow(exchange, start, cited) {
  const summary = el('summary', null,
    el('span', {class: 'sequence'}, '#' + exchange.sequence),
    el('span', {class: 'moment'}, '+' + span(Math.max(0, Date.parse(exchange.at) - start))),
    el('span', {class: 'lane lane-' + (LANES[exchange.source] ? exchange.source : 'other')},
      LANES[exchange.source] || exchange.source),
    el('span', {class: 'operation'}, exchange.operation,
      exchange.mutation ? el('span', {class: 'tag'}, 'writes') : null,
      exchange.fault ? el('span', {class: 'tag fault'}, 'fault: ' + exchange.fault) : null,
      cited ? el('span', {class: 'tag cited'}, 'shows it') : null),
    exchangeResult(exchange));
  return lazyDetails({class: cited ? 'exchange cited' : 'exchange'}, summary, () => exchangeBody(exchange));
}

// The requests in full, one below the other: for paper, and for reading without a cursor.
export function journal(scenario, check) {
  if (scenario.exchanges.length === 0) {
    return null;
  }
  const cited = new Set(check ? check.exchanges : scenario.checks.flatMap(each => each.exchanges));
  const start = Date.parse(scenario.exchanges[0].at);
  const summary = el('summary', null, 'All requests in full', el('span', {class: 'count'}, String(scenario.exchanges.length)));
  return lazyDetails({class: 'journal'}, summary,
    () => el('div', {class: 'exchanges'}, scenario.exchanges.map(each => exchangeRow(each, start, cited.has(each.sequence)))));
}

const entryOf = exchange => {
  let details = exchange.details;
  try {
    details = details && JSON.parse(details);
  } catch {
    // It stays text.
  }
  return {...exchange, details};
};

// Three lanes and a cursor, which begins at what shows the failure.
export function timelineOf(scenario, checks) {
  if (scenario.exchanges.length === 0) {
    return null;
  }
  const cited = new Set(checks.flatMap(check => check.exchanges));
  const {evidence} = scenario;
  const timeline = createTimeline({entries: scenario.exchanges.map(entryOf), records: evidence.records, passes: evidence.passes, bases: evidence.bases}, {cited});
  const first = scenario.exchanges.find(each => cited.has(each.sequence));
  timeline.element.timeline = timeline;
  timeline.moveTo(first ? first.sequence : scenario.exchanges[scenario.exchanges.length - 1].sequence);
  const missing = [
    evidence.entries_left_out ? `${plural(evidence.entries_left_out, 'entry', 'entries')} of a long journal left out: here is what the checks cite, with neighbours, and what users did.` : '',
    evidence.records_left_out ? 'There were too many records to write down every state.' : '',
  ].filter(Boolean).join(' ');
  return el('div', {class: 'timeline-block'}, missing ? el('p', {class: 'quiet'}, missing) : null, timeline.element);
}

// Passes that ended otherwise than they should, or whose program said something.
export function passes(scenario) {
  if (scenario.pass_ends.length === 0) {
    return null;
  }
  return el('div', {class: 'passes'}, el('h4', null, 'How passes ended'),
    scenario.pass_ends.map(pass => el('div', {class: 'pass'},
      el('p', null, el('b', null, 'Pass ' + pass.pass + ' ' + pass.end), pass.message ? ': ' + pass.message : '',
        pass.left_processes ? '. It left processes behind, which were killed.' : ''),
      pass.words ? el('pre', {class: 'code'}, pass.words) : null)));
}

export function place(step) {
  return step === -1 ? 'standing checker' : step < 0 ? 'whole scenario' : 'then[' + step + ']';
}

// What of the fakes a verdict leans on, the least sure first.
export function leanings({leans_on}) {
  return !leans_on?.length ? null : el('details', {class: 'leanings'},
    el('summary', null, 'What it leans on in the fakes', el('span', {class: 'count'}, String(leans_on.length))),
    el('ul', null, leans_on.map(({behaviour, status}) =>
      el('li', null, el('code', null, behaviour), ' ', el('span', {class: 'evidence-' + status}, status)))));
}

export function checkView(check, withRule) {
  return el('div', {class: 'check ' + classOf(check.verdict)},
    el('p', {class: 'check-head'},
      badge(check.verdict), withRule ? ruleLink(check.rule) : null,
      el('span', {class: 'place'}, place(check.step)),
      el('span', {class: 'check-message'}, check.message)),
    NOTABLE.has(check.verdict) ? [comparison(check), leanings(check)] : null);
}
