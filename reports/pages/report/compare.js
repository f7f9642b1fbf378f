// Several runs side by side, and what changed between two of them.

import {hashOf} from './links.js';
import {areasOf, countList} from './rules.js';
import {badge, el, plural, shape} from '../shared/elements.js';
import {KINDS, classOf} from '../shared/verdicts.js';

export const nameOf = ({run}) => `${run.connector.name} ${run.connector.version}`;

const head = (runs, ...before) => el('thead', null, el('tr', null, before.map(title => el('th', {scope: 'col'}, title)),
  runs.map((report, at) => el('th', {scope: 'col'}, el('a', {href: hashOf('overview', undefined, at)}, nameOf(report)), runs.length > 1 ? el('small', null, `run ${at + 1}`) : null))));

function kinds(runs) {
  const passed = (report, kind) => {
    const rules = report.rules.filter(rule => rule.kind === kind);
    return `${rules.filter(rule => rule.verdict === 'pass').length} of ${rules.length} pass`;
  };
  return el('table', {class: 'article-table side-by-side'}, head(runs, ''),
    el('tbody', null,
      el('tr', null, el('th', {scope: 'row'}, 'Result'), runs.map(({run}) => el('td', null, run.headline))),
      Object.keys(KINDS).map(kind => el('tr', null, el('th', {scope: 'row'}, kind), runs.map(report => el('td', null, passed(report, kind))))),
      el('tr', null, el('th', {scope: 'row'}, 'Scenarios'), runs.map(report => el('td', null, countList(report.counts.scenarios))))));
}

function areas(runs) {
  return el('table', {class: 'article-table side-by-side'}, head(runs, 'Area'),
    el('tbody', null, areasOf(runs[0]).filter(area => area.id !== '?').map(area => el('tr', null, el('th', {scope: 'row'}, area.id, ' ', el('small', null, area.title)),
      runs.map(report => el('td', null, countList((report.areas.find(each => each.id === area.id) || {rules: {}}).rules)))))));
}

function rules(runs) {
  const ids = [...new Set(runs.flatMap(report => report.rules.map(rule => rule.id)))];
  const verdictOf = (report, id) => (report.rules.find(rule => rule.id === id) || {}).verdict;
  const differing = ids.filter(id => new Set(runs.map(report => verdictOf(report, id))).size > 1);
  return [
    el('h3', {id: 'differing-title'}, 'Rules with different verdicts', el('span', {class: 'count'}, String(differing.length))),
    differing.length === 0 ? el('p', {class: 'quiet'}, `The other ${plural(ids.length, 'rule')} have the same verdict in every run.`)
      : el('table', {class: 'article-table side-by-side', 'aria-labelledby': 'differing-title'}, head(runs, 'Rule'),
        el('tbody', null, differing.map(id => el('tr', null,
          el('th', {scope: 'row'}, id, el('small', null, runs.map(report => (report.rules.find(rule => rule.id === id) || {}).text).find(Boolean) || '')),
          runs.map((report, at) => {
            const verdict = verdictOf(report, id);
            return el('td', {class: classOf(verdict)}, verdict ? el('a', {class: 'verdict-word', href: hashOf('rule', id, at)}, shape(verdict), ' ', verdict) : 'no such rule');
          })))))];
}

export function comparePage(runs) {
  return el('section', {id: 'compare', 'aria-labelledby': 'compare-title'},
    el('h2', {id: 'compare-title'}, plural(runs.length, 'run'), ' side by side'), kinds(runs), el('h3', null, 'Areas'), areas(runs), rules(runs));
}

const TONES = {
  'broken': 'fail', 'failing differently': 'fail', 'no longer waived': 'fail', 'no longer exercised': 'fail', 'fixed': 'pass',
  'newly waived': 'waived', 'newly exercised': 'variant',
};

function side(title, finding) {
  return el('div', null, el('h4', null, title), el('p', null, badge(finding.verdict), ' ', finding.message),
    finding.expected || finding.actual ? el('pre', {class: 'code', tabindex: '0'}, `expected  ${finding.expected}\nactual    ${finding.actual}`) : null);
}

// @param diff  As diff.json.
export function changesPage(diff) {
  const kinds = [...new Set(diff.changes.map(change => change.kind))];
  const groups = kinds.map(kind => {
    const byRule = new Map();
    for (const change of diff.changes.filter(each => each.kind === kind)) {
      byRule.set(change.rule, [...(byRule.get(change.rule) || []), change]);
    }
    return el('section', {class: classOf(TONES[kind] || 'variant')},
      el('h3', {class: 'change-kind'}, shape(TONES[kind] || 'variant'), ' ', kind, el('span', {class: 'count'}, plural(byRule.size, 'rule'))),
      [...byRule].map(([rule, [change, ...others]]) => el('article', {class: 'failure ' + classOf(TONES[kind] || 'variant'), tabindex: '-1'},
        el('header', null, el('b', {class: 'rule-id'}, rule), el('span', {class: 'where'}, change.scenario)),
        el('div', {class: 'comparison'}, side('Before', change.before), side('After', change.after)),
        others.length ? el('p', {class: 'source'}, 'Also in ' + others.map(each => each.scenario).join(', ')) : null)));
  });
  return el('section', {id: 'changes', 'aria-labelledby': 'changes-title'},
    el('h2', {id: 'changes-title'}, diff.headline),
    el('dl', {class: 'facts'}, el('div', null, el('dt', null, 'Before'), el('dd', null, diff.before)), el('div', null, el('dt', null, 'After'), el('dd', null, diff.after))),
    diff.caveats.map(caveat => el('p', {class: 'caveat'}, caveat)), groups,
    diff.other_requests.length ? el('details', {class: 'leanings'},
      el('summary', null, `${plural(diff.other_requests.length, 'scenario')} with the same verdicts by other requests`),
      el('ul', null, diff.other_requests.map(name => el('li', null, name)))) : null);
}
