// The settings of the connection, which every pass is given.

import {el} from '../shared/elements.js';
import {choice, field} from './parts.js';

const tick = (name, label) => {
  const input = el('input', {type: 'checkbox', name});
  return [input, el('label', {class: 'tick'}, input, label)];
};

// The form as settings: directions are what the two drop-downs come to.
export function settingsOf({enabled, direction, takesPart, contactsFolder, starred, defaultApp, plan, onlyWithEmail}) {
  const google = takesPart === 'filter' ? {records: 'filter', filter: {contacts_folder: contactsFolder, starred}} : {records: 'all'};
  return {
    enabled,
    hubspot: {records: direction === 'to_hubspot' ? 'none' : 'all'},
    google: direction === 'to_google' ? {records: 'none'} : google,
    default_app: defaultApp,
    plan,
    only_with_email: onlyWithEmail,
  };
}

// And back, as far as the form has words for it.
export function formOf(settings) {
  const hubspot = settings.hubspot || {};
  const google = settings.google || {};
  const filter = google.filter || {};
  return {
    enabled: settings.enabled !== false,
    direction: hubspot.records === 'none' ? 'to_hubspot' : google.records === 'none' ? 'to_google' : 'both',
    takesPart: google.records === 'filter' ? 'filter' : 'all',
    contactsFolder: google.records === 'filter' ? Boolean(filter.contacts_folder) : true,
    starred: Boolean(filter.starred),
    defaultApp: settings.default_app === 'google' ? 'google' : 'hubspot',
    plan: String(settings.plan || 'free'),
    onlyWithEmail: settings.only_with_email !== false,
  };
}

export class Settings {
  constructor() {
    this.direction = choice([['both', 'Both ways'], ['to_google', 'HubSpot → Google only'], ['to_hubspot', 'Google → HubSpot only']], 'both', {name: 'direction'});
    this.takesPart = choice([['all', 'All'], ['filter', 'Only those in the filter']], 'all', {name: 'google_records'});
    [this.contactsFolder, this.contactsFolderLabel] = tick('contacts_folder', 'in the Contacts folder');
    [this.starred, this.starredLabel] = tick('starred', 'starred');
    this.filter = el('fieldset', {class: 'filter'}, el('legend', null, 'Filter: all of these'), this.contactsFolderLabel, this.starredLabel);
    this.defaultApp = choice([['hubspot', 'HubSpot'], ['google', 'Google']], 'hubspot', {name: 'default_app'});
    this.plan = choice(['free', 'starter', 'professional', 'enterprise'].map(name => [name, name[0].toUpperCase() + name.slice(1)]), 'free', {name: 'plan'});
    [this.onlyWithEmail, this.onlyWithEmailLabel] = tick('only_with_email', 'Only contacts with an email');
    [this.enabled, this.enabledLabel] = tick('enabled', 'The sync is on');
    this.element = el('section', {class: 'panel', 'aria-labelledby': 'settings-title'}, el('h2', {id: 'settings-title'}, 'Settings'),
      el('p', {class: 'hint'}, 'They hold from the next pass on.'),
      this.enabledLabel, field('Direction', this.direction), field('Google contacts that take part', this.takesPart), this.filter,
      field('Default app: its value wins a conflict', this.defaultApp), field('HubSpot plan', this.plan), this.onlyWithEmailLabel);
    for (const input of [this.direction, this.takesPart]) {
      input.addEventListener('change', () => this.showFilter());
    }
    this.set(formOf({}));
  }

  showFilter() {
    this.takesPart.disabled = this.direction.value === 'to_google';
    this.filter.hidden = this.takesPart.value !== 'filter' || this.takesPart.disabled;
  }

  set(form) {
    for (const name of ['enabled', 'contactsFolder', 'starred', 'onlyWithEmail']) {
      this[name].checked = form[name];
    }
    for (const name of ['direction', 'takesPart', 'defaultApp', 'plan']) {
      this[name].value = form[name];
    }
    this.showFilter();
  }

  // Once, from what the connector was given last.
  begin(memory) {
    if (!this.begun && memory && memory.settings) {
      this.begun = true;
      this.set(formOf(memory.settings));
    }
  }

  get() {
    return settingsOf({
      enabled: this.enabled.checked, direction: this.direction.value, takesPart: this.takesPart.value, contactsFolder: this.contactsFolder.checked,
      starred: this.starred.checked, defaultApp: this.defaultApp.value, plan: this.plan.value, onlyWithEmail: this.onlyWithEmail.checked,
    });
  }
}
