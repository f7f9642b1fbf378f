// The bar at the top: which world, what time it is there, and the button that runs a pass.

import {el} from '../shared/elements.js';
import {attempt, button, tell, trouble} from './parts.js';
import {spelled} from './time.js';

const STEPS = [['1m', '+1 min'], ['1h', '+1 h'], ['1d', '+1 day']];

export class Bar {
  constructor(world, settings, {onworld}) {
    this.world = world;
    this.settings = settings;
    this.worlds = el('select', {name: 'world', 'aria-label': 'World'});
    this.worlds.addEventListener('change', () => onworld(this.worlds.value));
    this.clock = el('time', {class: 'clock'});
    this.trouble = trouble();
    this.said = el('p', {class: 'said', role: 'status'});
    this.run = button('Run a pass', {class: 'primary'}, made => attempt(this.trouble, made, () => this.pass()));
    this.element = el('header', {class: 'bar'},
      el('h1', null, 'Lockstep', el('small', null, 'console')),
      el('div', {class: 'group'}, this.worlds),
      el('div', {class: 'group time', role: 'group', 'aria-label': 'Virtual time'}, this.clock,
        STEPS.map(([by, text]) => button(text, {class: 'quiet', 'aria-label': `Let ${text.slice(1)} pass`}, made => attempt(this.trouble, made, () => world.act('/clock/advance', {by}))))),
      el('div', {class: 'group run'}, this.said, this.run), this.trouble);
  }

  async pass() {
    this.said.textContent = 'A pass is under way …';
    try {
      const {pass, end, message} = await this.world.act('/passes', {settings: this.settings.get()});
      this.said.textContent = end === 'done' ? `Pass ${pass} is done.` : '';
      if (end !== 'done') {
        tell(this.trouble, {message: `Pass ${pass}: ${end}. ${message}`, hint: 'What was confirmed before is kept: run another pass.'});
      }
    } catch (error) {
      this.said.textContent = '';
      throw error;
    }
  }

  async showWorlds() {
    const {worlds} = await this.world.api.get('/worlds');
    this.worlds.replaceChildren(...worlds.map(({id}) => el('option', {value: id, selected: id === this.world.id}, `World ${id}`)));
  }

  show() {
    const {description, memory} = this.world;
    this.clock.textContent = spelled(description.now);
    this.clock.setAttribute('datetime', description.now);
    this.run.hidden = Boolean(memory && memory.connector === null);
    if (memory && memory.connector) {
      this.run.title = `${memory.connector.name} ${memory.connector.version}`;
    }
  }
}
