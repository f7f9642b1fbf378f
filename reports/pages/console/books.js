// Both address books side by side, a row for each person.

import {el, plural} from '../shared/elements.js';
import {cardOf, idOf, placeOf} from './people.js';
import {rowsOf, stateOf, tellsPairs} from './pairs.js';
import {attempt, button, replace, tell, trouble} from './parts.js';

const NAMES = {hubspot: 'HubSpot', google: 'Google'};
const PLACES = {deleted: 'in the recycle bin', trash: 'in Trash', other: 'in Other contacts', merged: 'merged away'};
const ROWS_MAX = 300;

export class Books {
  constructor(world, editor) {
    this.world = world;
    this.editor = editor;
    this.errors = new Map();
    this.note = el('p', {class: 'books-note'});
    this.body = el('tbody');
    this.counts = {hubspot: el('small'), google: el('small')};
    this.headTrouble = trouble();
    const add = side => button('Add', {'aria-label': `Add a contact to ${NAMES[side]}`}, () => this.editor.open(side, null));
    const empty = button('Empty Trash', {class: 'quiet'}, made => attempt(this.headTrouble, made, () => this.world.act('/google/empty_trash')));
    this.element = el('section', {class: 'books', 'aria-labelledby': 'books-title'},
      el('h2', {id: 'books-title'}, 'Both address books'), this.note, this.headTrouble,
      el('table', {class: 'book-table'},
        el('thead', null, el('tr', null,
          el('th', {scope: 'col', class: 'of-hubspot'}, el('span', {class: 'book-name'}, 'HubSpot', this.counts.hubspot), add('hubspot')),
          el('th', {scope: 'col', class: 'of-pair'}, 'Pair'),
          el('th', {scope: 'col', class: 'of-google'}, el('span', {class: 'book-name'}, 'Google Contacts', this.counts.google), empty, add('google')))),
        this.body));
  }

  show() {
    const {world} = this;
    const rows = rowsOf(world.books.hubspot, world.books.google, world.memory);
    const lastPass = world.lastPass();
    for (const side of ['hubspot', 'google']) {
      this.counts[side].textContent = plural(world.books[side].filter(record => placeOf(side, record) === '').length, 'contact');
    }
    this.note.textContent = noteOf(world.memory, rows);
    replace(this.body, rows.slice(0, ROWS_MAX).map(row => this.row(row, lastPass)),
      rows.length > ROWS_MAX ? [el('tr', null, el('td', {colspan: 3, class: 'more'}, `and ${plural(rows.length - ROWS_MAX, 'more row')}`))] : [],
      rows.length === 0 ? [el('tr', null, el('td', {colspan: 3, class: 'more'}, 'Both books are empty. Add a contact on either side, then run a pass.'))] : []);
    this.shownAt = world.since;
  }

  row(row, lastPass) {
    const state = stateOf(row, this.world.changedAt, lastPass);
    return el('tr', {class: row.live ? null : 'gone', 'data-row': row.key},
      this.cell('hubspot', row.hubspot),
      el('td', {class: `state state-${state.kind}`}, el('b', {class: 'state-word'}, state.word),
        state.why ? el('span', {class: 'state-why'}, state.why) : null,
        state.code ? el('code', null, state.code) : null,
        state.remedies.length ? el('details', {class: 'remedies'}, el('summary', {'data-key': `why ${row.key}`}, 'What to do'), el('ul', null, state.remedies.map(each => el('li', null, each)))) : null),
      this.cell('google', row.google));
  }

  cell(side, record) {
    if (!record) {
      return el('td', {class: 'nobody'}, el('span', {class: 'unseen'}, `Nobody in ${NAMES[side]}`));
    }
    const id = idOf(side, record);
    const {title, lines} = cardOf(side, record);
    const place = placeOf(side, record);
    const isNew = this.shownAt !== undefined && (this.world.changedAt.get(`${side} ${id}`) || 0) > this.shownAt;
    const error = trouble();
    tell(error, this.errors.get(id));
    return el('td', {class: `card${place ? ' away' : ''}${isNew ? ' fresh' : ''}`, 'data-side': side, 'data-id': id},
      el('div', {class: 'card-head'},
        el('b', {class: 'card-title'}, title),
        record.starred ? el('span', {class: 'star', role: 'img', 'aria-label': 'starred'}, '★') : null,
        place ? el('span', {class: 'tag'}, PLACES[place] || place) : null,
        el('span', {class: 'card-actions'}, this.actions(side, record, id, title, place))),
      lines.map(line => el('span', {class: 'card-line'}, line)), error);
  }

  actions(side, record, id, title, place) {
    const act = (text, path, body) => button(text, {'data-key': `${text} ${id}`, 'aria-label': `${text}: ${title} in ${NAMES[side]}`, class: 'quiet'},
      made => this.act(id, made, () => this.world.act(path, body)));
    const edit = () => button('Edit', {'data-key': `Edit ${id}`, 'aria-label': `Edit: ${title} in ${NAMES[side]}`, class: 'quiet'}, () => this.editor.open(side, record));
    if (side === 'hubspot') {
      if (place === 'merged') {
        return [];
      }
      return place === 'deleted' ? [act('Restore', '/hubspot/restore_contact', {id})] : [edit(), act('Delete', '/hubspot/delete_contact', {id})];
    }
    const account = this.world.description.google.account;
    const of = {account, resource_name: id};
    if (place === 'trash') {
      return [act('Restore', '/google/restore', of)];
    }
    return [edit(), ...(place === '' ? [record.starred ? act('Unstar', '/google/set_starred', {...of, starred: false}) : act('Star', '/google/set_starred', {...of, starred: true})] : []),
      act('Trash', '/google/move_to_trash', of)];
  }

  // The table may be made anew while the request is under way, so its error is kept by the record.
  act(id, made, action) {
    this.errors.delete(id);
    return attempt(made.closest('td').querySelector('.trouble'), made, () => action().catch(error => {
      this.errors.set(id, error);
      this.show();
    }));
  }
}

function noteOf(memory, rows) {
  if (memory && memory.connector === null) {
    return 'This server runs no connector, so the books are driven from outside: pairs are guessed by equal email.';
  }
  if (!tellsPairs(memory)) {
    return rows.some(row => row.guessed) ? 'The connector has told nothing of its records yet: pairs are guessed by equal email.' : '';
  }
  return 'Pairs and states as the connector left them after its last pass.';
}
