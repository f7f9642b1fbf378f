// The crash matrix: a row for each request, a column for each phase in which the connector died.

import {countList} from './rules.js';
import {el, shape} from '../shared/elements.js';
import {classOf} from '../shared/verdicts.js';

const PHASES = {before: 'before the service acted', committed: 'after it acted, before the answer', after: 'after the answer'};
const OUTCOME_VERDICTS = {ok: 'pass', lost: 'fail', duplicate: 'fail', diverged: 'fail'};

function crashCell(cell) {
  if (!cell) {
    return el('td', {class: 'quiet'}, '–');
  }
  const verdict = OUTCOME_VERDICTS[cell.outcome] || 'harness error';
  return el('td', {class: 'crash-cell ' + classOf(verdict), title: cell.detail || cell.outcome}, shape(verdict), ' ', cell.outcome);
}

function crashTable({scenario, cells}) {
  const requests = new Map();
  for (const cell of cells) {
    requests.set(cell.request, requests.get(cell.request) || {});
    requests.get(cell.request)[cell.phase] = cell;
  }
  const harmed = cells.filter(cell => cell.outcome !== 'ok');
  const rows = [...requests].map(([number, phases]) => el('tr', null,
    el('th', {scope: 'row'}, '#' + number),
    el('td', null, (phases.committed || phases.before || phases.after).operation),
    Object.keys(PHASES).map(phase => crashCell(phases[phase]))));
  return el('details', {class: 'group folder', open: harmed.length > 0},
    el('summary', null, el('h3', null, scenario),
      countList(harmed.length ? {pass: cells.length - harmed.length, fail: harmed.length} : {pass: cells.length})),
    el('table', {class: 'article-table crash-table'},
      el('thead', null, el('tr', null, ['', 'Request'].concat(Object.values(PHASES)).map(title => el('th', {scope: 'col'}, title)))),
      el('tbody', null, rows)));
}

export function crashMatrix(report) {
  return report.crash_matrix.length === 0 ? null : el('section', {id: 'crashes', 'aria-labelledby': 'crashes-title'},
    el('h2', {id: 'crashes-title'}, 'Where the connector died'), report.crash_matrix.map(crashTable));
}
