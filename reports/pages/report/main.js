// Puts the page together out of its data block: a masthead, a toolbar, and the view that the hash names.

import {comparePage, changesPage, nameOf} from './compare.js';
import {crashMatrix} from './crashes.js';
import {unpack} from './data.js';
import {isActive, toolbar} from './filter.js';
import {hashOf, placeOf, useRun} from './links.js';
import {footer, masthead} from './masthead.js';
import {overview, ruleList, rulePage} from './rules.js';
import {articleList, configMistakes, failures, scenarioList, scenarioPage} from './scenarios.js';
import {waiverList} from './waivers.js';
import {el, plural} from '../shared/elements.js';
import {FAILURES} from '../shared/verdicts.js';

const page = id => document.getElementById(id);

class Page {
  constructor({runs, diff, mutants}) {
    this.runs = runs;
    this.diff = diff;
    this.mutants = mutants;
    this.run = -1;
    document.addEventListener('keydown', event => this.key(event));
    window.addEventListener('hashchange', () => this.show(true));
    window.addEventListener('beforeprint', () => {
      document.querySelectorAll('.story, .journal, .timeline-table').forEach(each => (each.fillNow ? each.fillNow() : each.open = true));
      document.querySelectorAll('.exchange.cited').forEach(each => each.fillNow());
    });
  }

  views() {
    const report = this.report;
    const failed = report && report.scenarios.some(({checks}) => checks.some(check => FAILURES.has(check.verdict)));
    return [
      report && ['overview', 'Overview'], failed && ['failures', 'Failures'], report && ['rules', 'Rules'], report && ['scenarios', 'Scenarios'],
      report && ['article', 'Article'], this.runs.length > 1 && ['compare', 'Side by side'], this.diff && ['changes', 'What changed'],
    ].filter(Boolean);
  }

  useRun(index) {
    if (index === this.run || this.runs.length === 0) {
      return;
    }
    this.run = index;
    this.report = this.runs[index];
    useRun(index);
    this.rulesById = new Map(this.report.rules.map(rule => [rule.id, rule]));
    this.scenariosByName = new Map(this.report.scenarios.map(scenario => [scenario.name, scenario]));
    this.bar = toolbar(this.report, () => this.show(false));
    page('masthead').replaceChildren(masthead(this.report));
    page('search-bar').replaceChildren(...this.bar.elements);
  }

  content({view, name}) {
    const {report} = this;
    if (!report || (view === 'changes' && this.diff)) {
      return [changesPage(this.diff)];
    }
    if (view === 'compare' && this.runs.length > 1) {
      return [comparePage(this.runs)];
    }
    const rule = view === 'rule' && this.rulesById.get(name);
    const scenario = view === 'scenario' && this.scenariosByName.get(name);
    if (rule || scenario) {
      return [rule ? rulePage(rule, this.scenariosByName, this.mutants[rule.id]) : scenarioPage(scenario)];
    }
    if (view === 'rule' || view === 'scenario') {
      return [el('p', {class: 'notice'}, `This run has no ${view} “${name}”.`)];
    }
    const list = {
      failures: () => [failures(report, this.rulesById) || el('p', {class: 'quiet'}, 'Nothing failed that the filter shows.')],
      rules: () => [this.counted(ruleList(report, name), 'rule')],
      scenarios: () => [this.counted(scenarioList(report), 'scenario')],
      article: () => [articleList(report, this.scenariosByName)],
    }[view];
    if (list) {
      return list();
    }
    if (isActive()) {
      const [rules, scenarios] = [ruleList(report, ''), scenarioList(report)];
      this.bar.status.textContent = plural(rules.shown, 'rule') + ', ' + plural(scenarios.shown, 'scenario');
      return [rules.element, scenarios.element];
    }
    return [configMistakes(report), overview(report), failures(report, this.rulesById, 3), waiverList(report), crashMatrix(report)];
  }

  counted({element, shown}, one) {
    this.bar.status.textContent = isActive() ? plural(shown, one) : '';
    return element;
  }

  // @param moved  The reader went to another place: it begins at the top.
  show(moved) {
    const where = placeOf(location.hash);
    this.useRun(Math.min(where.run, Math.max(0, this.runs.length - 1)));
    if (this.bar) {
      this.bar.status.textContent = '';
    }
    const content = this.content(where).filter(Boolean);
    page('main').replaceChildren(...content);
    const current = {rule: 'rules', scenario: 'scenarios'}[where.view] || where.view;
    const links = this.views().map(([view, title]) => el('a', {href: hashOf(view), 'aria-current': view === current ? 'page' : false}, title));
    const others = this.runs.length < 2 ? [] : [el('span', {class: 'runs'}, this.runs.map((report, at) =>
      el('a', {href: hashOf('overview', undefined, at), 'aria-current': at === this.run ? 'true' : false}, `${at + 1}: ${nameOf(report)}`)))];
    page('views').replaceChildren(...links, ...others);
    page('masthead').classList.toggle('short', current !== 'overview');
    document.body.dataset.view = current;
    if (moved) {
      window.scrollTo(0, 0);
      page('main').focus({preventScroll: true});
    }
  }

  moveToFailure(direction) {
    const cards = [...document.querySelectorAll('.failure')];
    if (cards.length === 0) {
      return this.nextFailingScenario(direction);
    }
    const at = cards.indexOf(document.activeElement.closest('.failure'));
    const next = cards[at === -1 ? (direction > 0 ? 0 : cards.length - 1) : at + direction];
    if (next) {
      next.focus({preventScroll: true});
      next.scrollIntoView({block: 'start'});
    }
    return undefined;
  }

  nextFailingScenario(direction) {
    const failing = this.report ? this.report.scenarios.filter(({verdict}) => FAILURES.has(verdict)).map(({name}) => name) : [];
    const at = failing.indexOf(placeOf(location.hash).name);
    const next = failing[at === -1 ? (direction > 0 ? 0 : failing.length - 1) : at + direction];
    if (next) {
      location.hash = hashOf('scenario', next);
    }
  }

  // Into the timeline of the failure that has the focus, or of the first one.
  enterTimeline() {
    const card = document.activeElement.closest('.failure') || page('main');
    const story = card.querySelector('.story');
    if (story) {
      story.fillNow();
    }
    const scroll = card.querySelector('.timeline-scroll');
    if (scroll) {
      scroll.focus();
      scroll.scrollIntoView({block: 'center'});
    }
  }

  key(event) {
    const typing = event.target.tagName === 'INPUT';
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== 'Escape')) {
      return;
    }
    const action = {
      '/': () => this.bar && page('search').focus(),
      j: () => this.moveToFailure(1),
      k: () => this.moveToFailure(-1),
      f: () => this.enterTimeline(),
      Escape: () => this.bar && this.bar.clear(),
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }
}

async function start() {
  try {
    const data = await unpack(page('report').textContent);
    page('report').remove();
    const shown = new Page(data);
    shown.show(false);
    page('footer').replaceChildren(...footer());
    document.body.dataset.ready = 'yes';
  } catch (error) {
    page('main').replaceChildren(el('p', {class: 'notice'},
      'This browser cannot show the report: it needs DecompressionStream, which Chromium 80, Firefox 113 and Safari 16.4 have. ',
      'The same is in report.json. ', el('code', null, String(error))));
  }
}

start();
