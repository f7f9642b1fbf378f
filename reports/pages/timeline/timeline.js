// The timeline with its cursor: what happened at that instant, both records, the base, and all of it as a table.

import {el, span} from '../shared/elements.js';
import {draw, GEOMETRY, laneNames, LANE_NAMES, scaleOf} from './draw.js';
import {exchangeDetails} from './exchange.js';
import {modelOf, stateAt} from './model.js';
import {recordsView} from './records.js';

let made = 0;

const offset = (model, mark) => `+${span(Math.max(0, mark.at - model.start))}`;

// One mark in words, for ears and for the table.
export function wordsOf(mark) {
  const fault = mark.fault ? `, fault: ${mark.fault}` : '';
  if (mark.kind === 'user') {
    return `User: ${mark.operation}${fault}`;
  }
  if (mark.kind === 'wait') {
    const ms = mark.entry.details && mark.entry.details.ms;
    return `Connector waits${Number.isFinite(ms) ? ` ${span(ms)}` : ''}${fault}`;
  }
  if (mark.kind === 'webhook') {
    return `HubSpot calls the connector: ${mark.operation}${mark.result ? `, ${mark.result}` : ''}${fault}`;
  }
  const writes = mark.kind === 'write' ? ', writes' : '';
  const twice = mark.entry.times_delivered > 1 ? `, delivered ${mark.entry.times_delivered} times` : '';
  return `${LANE_NAMES[mark.lane] || mark.lane}: ${mark.operation}${writes}, ${mark.result || 'no answer'}${twice}${fault}`;
}

const SHOWN_MAX = 2000;

class Timeline {
  constructor(input, {cited = new Set(), follow = false} = {}) {
    this.prefix = `timeline-${made += 1}`;
    this.cited = cited;
    this.follow = follow;
    this.onmove = null;
    this.at = 0;
    this.host = el('div', {class: 'timeline-scroll', role: 'listbox', tabindex: '0', 'aria-orientation': 'horizontal', 'aria-label': 'Timeline: what happened, in order. Arrow keys move the cursor.', onkeydown: event => this.key(event), onclick: event => this.click(event)});
    this.line = el('p', {class: 'timeline-line', 'aria-live': 'polite'});
    this.state = el('div', {class: 'timeline-state'});
    this.details = el('div', {class: 'timeline-details'});
    this.table = el('details', {class: 'timeline-table'}, el('summary', null, 'The same as a table'));
    this.names = el('div', {class: 'timeline-frame'}, laneNames(), this.host);
    this.element = el('div', {class: 'timeline'}, this.names, legend(), this.line, this.state, this.details, this.table);
    this.table.addEventListener('toggle', () => this.fillTable());
    this.update(input);
  }

  update(input) {
    const atEnd = this.follow && (!this.model || this.at >= lastOf(this.model));
    this.model = modelOf(input);
    this.shown = {...this.model, marks: this.model.marks.slice(-SHOWN_MAX)};
    this.drawn = draw(this.shown, {
      cited: this.cited, spell: span,
      describe: mark => ({id: `${this.prefix}-${mark.sequence}`, text: `Number ${mark.sequence}, ${offset(this.model, mark)}. ${wordsOf(mark)}`}),
    });
    this.host.replaceChildren(this.drawn.picture);
    this.tableFilled = false;
    if (this.table.open) {
      this.fillTable();
    }
    this.moveTo(atEnd ? lastOf(this.model) : this.at);
  }

  position() {
    return this.at;
  }

  moveTo(sequence) {
    const marks = this.shown.marks;
    let index = -1;
    while (index + 1 < marks.length && marks[index + 1].sequence <= sequence) {
      index += 1;
    }
    this.place(index);
  }

  // -1 is the beginning.
  place(index) {
    const {marks} = this.shown;
    this.index = Math.max(-1, Math.min(index, marks.length - 1));
    const mark = marks[this.index] || null;
    this.at = mark ? mark.sequence : 0;
    this.drawn.marks.forEach((element, at) => element.setAttribute('aria-selected', String(at === this.index)));
    if (mark) {
      this.host.setAttribute('aria-activedescendant', this.drawn.marks[this.index].id);
    } else {
      this.host.removeAttribute('aria-activedescendant');
    }
    const x = scaleOf(this.shown)(mark ? mark.x : 0);
    this.drawn.cursor.setAttribute('transform', `translate(${x} 0)`);
    this.show(x);
    this.line.replaceChildren(...(mark
      ? [el('b', null, `#${mark.sequence}`), ' ', el('span', {class: 'moment'}, offset(this.model, mark)), ' ', wordsOf(mark)]
      : ['The beginning: what was there before anything happened.']));
    this.state.replaceChildren(recordsView(stateAt(this.model, this.at), this.model.bases === null));
    this.details.replaceChildren(...(mark ? [exchangeDetails(mark)] : []));
    if (this.onmove) {
      this.onmove(this.at);
    }
  }

  show(x) {
    const {scrollLeft, clientWidth} = this.host;
    if (x < scrollLeft + GEOMETRY.column * 2 || x > scrollLeft + clientWidth - GEOMETRY.column * 2) {
      this.host.scrollLeft = Math.max(0, x - clientWidth / 2);
    }
  }

  key(event) {
    const {marks, passes} = this.shown;
    const nextPass = () => marks.findIndex((mark, at) => at > this.index && passes.some(pass => pass.last === mark.sequence));
    const passBefore = () => marks.findLastIndex((mark, at) => at < this.index && passes.some(pass => pass.last === mark.sequence));
    const moves = {
      ArrowRight: () => this.index + 1,
      ArrowLeft: () => this.index - 1,
      Home: () => -1,
      End: () => marks.length - 1,
      PageDown: () => (nextPass() === -1 ? marks.length - 1 : nextPass()),
      PageUp: passBefore,
    };
    if (moves[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      this.place(moves[event.key]());
    }
  }

  click(event) {
    const mark = event.target.closest('[data-sequence]');
    if (mark) {
      this.moveTo(Number(mark.dataset.sequence));
    }
  }

  fillTable() {
    if (this.tableFilled) {
      return;
    }
    this.tableFilled = true;
    const old = this.table.querySelector('table');
    if (old) {
      old.remove();
    }
    this.table.append(tableOf(this.model));
  }
}

const lastOf = model => (model.marks.length ? model.marks[model.marks.length - 1].sequence : 0);

function tableOf(model) {
  const changedBy = sequence => [...model.history.values()]
    .filter(record => sequence > 0 && record.states.some(each => each.sequence === sequence))
    .map(record => `${LANE_NAMES[record.side] || record.side} ${record.id}`);
  return el('table', null,
    el('thead', null, el('tr', null, ['No.', 'Time', 'What', 'Records changed'].map(title => el('th', {scope: 'col'}, title)))),
    el('tbody', null, model.marks.map(mark => el('tr', null,
      el('th', {scope: 'row'}, `#${mark.sequence}`), el('td', null, offset(model, mark)), el('td', null, wordsOf(mark)),
      el('td', null, changedBy(mark.sequence).join(', '))))));
}

function legend() {
  const key = (kind, text) => el('span', {class: 'key'}, el('i', {class: `key-${kind}`, 'aria-hidden': 'true'}), text);
  return el('p', {class: 'timeline-legend'},
    key('user', 'a user'), key('write', 'write'), key('read', 'read'), key('refused', 'refused'), key('broken', 'fault or broken'),
    key('cited', 'shows the failure'),
    el('span', {class: 'key keys'}, el('kbd', null, '←'), ' ', el('kbd', null, '→'), ' ', el('kbd', null, 'Home'), ' ', el('kbd', null, 'End'), ' move the cursor'));
}

export function createTimeline(input, options) {
  return new Timeline(input, options);
}
