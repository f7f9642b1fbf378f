// The form in which a person adds or edits a contact of one book.

import {el} from '../shared/elements.js';
import {FIELDS, cardOf, googleChange, hubspotChange, idOf, valuesOf} from './people.js';
import {attempt, button, field, trouble} from './parts.js';

const NAMES = {hubspot: 'HubSpot', google: 'Google Contacts'};

export class Editor {
  constructor(world) {
    this.world = world;
    this.title = el('h2', {id: 'editor-title'});
    this.inputs = Object.fromEntries(FIELDS.map(({name}) => [name, el('input', {name, type: 'text', autocomplete: 'off', spellcheck: 'false'})]));
    this.starred = el('input', {type: 'checkbox', name: 'starred'});
    this.starField = el('label', {class: 'tick'}, this.starred, 'Starred');
    this.trouble = trouble();
    this.save = el('button', {type: 'submit', class: 'primary'}, 'Save');
    this.form = el('form', {method: 'dialog'}, this.title,
      el('div', {class: 'fields'}, FIELDS.map(({name, label}) => field(label, this.inputs[name]))), this.starField, this.trouble,
      el('div', {class: 'dialog-actions'}, this.save, button('Cancel', {}, () => this.element.close())));
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      attempt(this.trouble, this.save, () => this.submit());
    });
    this.element = el('dialog', {'aria-labelledby': 'editor-title', class: 'editor'}, this.form);
  }

  // @param record  null for a new one.
  open(side, record) {
    this.side = side;
    this.record = record;
    this.before = valuesOf(side, record || {});
    for (const {name} of FIELDS) {
      this.inputs[name].value = this.before[name];
    }
    this.starred.checked = false;
    this.starField.hidden = side !== 'google' || record !== null;
    this.title.textContent = record ? `Edit ${cardOf(side, record).title} in ${NAMES[side]}` : `Add a contact to ${NAMES[side]}`;
    this.trouble.replaceChildren();
    this.element.showModal();
    this.inputs.firstname.focus();
  }

  async submit() {
    const after = Object.fromEntries(FIELDS.map(({name}) => [name, this.inputs[name].value]));
    const [path, body] = this.side === 'hubspot' ? this.hubspotAction(after) : this.googleAction(after);
    if (path) {
      await this.world.act(path, body);
    }
    this.element.close();
  }

  hubspotAction(after) {
    const properties = hubspotChange(this.before, after);
    if (!this.record) {
      return ['/hubspot/add_contact', {properties}];
    }
    return Object.keys(properties).length ? ['/hubspot/edit_contact', {id: this.record.id, properties}] : [];
  }

  googleAction(after) {
    const {account} = this.world.description.google;
    const fields = googleChange(this.record ? this.record.person : {}, this.before, after);
    if (!this.record) {
      return ['/google/add_contact', {account, person: fields, starred: this.starred.checked}];
    }
    return Object.keys(fields).length ? ['/google/edit_contact', {account, resource_name: idOf('google', this.record), fields}] : [];
  }
}
