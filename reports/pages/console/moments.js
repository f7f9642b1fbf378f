// Snapshots of the world, ways back to them, and forks.

import {el} from '../shared/elements.js';
import {attempt, button, replace, trouble} from './parts.js';
import {spelled} from './time.js';

export class Moments {
  // @param onfork  Called with the id of the world that was made.
  constructor(world, onfork) {
    this.world = world;
    this.trouble = trouble();
    this.list = el('ul', {class: 'armed', 'aria-label': 'Snapshots'});
    this.element = el('section', {class: 'panel', 'aria-labelledby': 'moments-title'}, el('h2', {id: 'moments-title'}, 'Snapshots'),
      el('div', {class: 'buttons'},
        button('Take a snapshot', {}, made => attempt(this.trouble, made, async () => {
          await world.act('/snapshots');
          await this.show();
        })),
        button('Fork this world', {}, made => attempt(this.trouble, made, async () => onfork((await world.api.post(`${world.path}/fork`)).id)))),
      this.trouble, this.list);
  }

  async show() {
    const {snapshots} = await this.world.api.get(`${this.world.path}/snapshots`);
    replace(this.list, snapshots.map(snapshot => el('li', null,
      el('span', null, el('b', null, `No. ${snapshot.id}`), ` ${spelled(snapshot.now)}`, el('small', null, `${snapshot.journal_entries} journal entries`)),
      button('Go back', {class: 'quiet', 'data-key': `back ${snapshot.id}`, 'aria-label': `Go back to snapshot ${snapshot.id}`}, made => attempt(this.trouble, made, async () => {
        await this.world.api.post(`${this.world.path}/restore`, {snapshot: snapshot.id});
        this.world.startAgain();
        await this.world.refresh();
      })))));
  }
}
