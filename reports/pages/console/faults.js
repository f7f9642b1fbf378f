// What shall go wrong: faults that are armed, and how often they were met.

import {el, plural} from '../shared/elements.js';
import {attempt, button, choice, field, replace, trouble} from './parts.js';

const GOOGLE_WRITES = 'people.createContact|people.batchCreateContacts|people.updateContact|people.batchUpdateContacts';
const HUBSPOT_WRITES = 'crm.contacts.create|crm.contacts.update|crm.contacts.createBatch|crm.contacts.updateBatch';

// Bodies of POST …/faults, by what a person would call them.
export const FAULTS = [
  ['lost-google', 'The next write to Google happens, but its answer is lost', {operation: GOOGLE_WRITES, fault: 'commit-then-lose-answer'}],
  ['down-google', 'Google is down for the next 3 requests', {operation: 'people.*', fault: 'answer-error', error: 'google.unavailable', count: 3}],
  ['limit-hubspot', 'HubSpot says “too many requests”, 3 times', {operation: 'crm.*', fault: 'answer-error', error: 'hubspot.rate_limit_secondly', count: 3}],
  ['down-hubspot', 'HubSpot answers 500 once', {operation: 'crm.*', fault: 'answer-error', error: 'hubspot.internal'}],
  ['crash', 'The connector dies right after its next write to Google', {operation: GOOGLE_WRITES, fault: 'crash-connector', moment: 'committed'}],
  ['crash-hubspot', 'The connector dies right after its next write to HubSpot', {operation: HUBSPOT_WRITES, fault: 'crash-connector', moment: 'committed'}],
  ['cut', 'Google’s next answer is cut in the middle', {operation: 'people.*', fault: 'truncate'}],
  ['sync-token', 'Google’s sync tokens expire', {operation: 'people.connections.list', fault: 'expire-sync-token'}],
  ['token', 'HubSpot’s access token expires', {operation: 'crm.*', fault: 'expire-token'}],
];

export class Faults {
  constructor(world) {
    this.world = world;
    this.which = choice(FAULTS.map(([name, text]) => [name, text]), FAULTS[0][0], {name: 'fault'});
    this.trouble = trouble();
    this.list = el('ul', {class: 'armed', 'aria-label': 'Armed faults'});
    this.element = el('section', {class: 'panel', 'aria-labelledby': 'faults-title'}, el('h2', {id: 'faults-title'}, 'Faults'),
      field('What goes wrong', this.which),
      button('Inject', {}, made => attempt(this.trouble, made, () => this.inject())), this.trouble, this.list);
  }

  async inject() {
    await this.world.act('/faults', FAULTS.find(([name]) => name === this.which.value)[2]);
    await this.show();
  }

  async show() {
    const {faults} = await this.world.api.get(`${this.world.path}/faults`);
    replace(this.list, faults.map(fault => el('li', null,
      el('span', null, el('b', null, String(fault.fault)), ` at ${String(fault.operation).split('|').slice(0, 2).join(', ')}`,
        el('small', null, fault.reached ? `met ${plural(fault.reached, 'time')}` : 'not met yet')),
      button('Remove', {class: 'quiet', 'data-key': `remove ${fault.id}`, 'aria-label': `Remove ${fault.fault}`}, made => attempt(this.trouble, made, async () => {
        await this.world.api.remove(`${this.world.path}/faults/${fault.id}`);
        await this.show();
      })))));
  }
}
