// The console of `lockstep serve`: both address books of a world, live, with all that a person can do to them.

import {el} from '../shared/elements.js';
import {createTimeline} from '../timeline/index.js';
import {createApi, takeToken} from './api.js';
import {Bar} from './bar.js';
import {Books} from './books.js';
import {Editor} from './editor.js';
import {Faults} from './faults.js';
import {Moments} from './moments.js';
import {tell, trouble} from './parts.js';
import {Settings} from './settings.js';
import {World} from './world.js';

const main = document.getElementById('main');
const api = createApi(takeToken());
let shown = null;

function history() {
  return el('section', {class: 'happened', 'aria-labelledby': 'happened-title'}, el('h2', {id: 'happened-title'}, 'What happened'));
}

// The page of one world; the one before ends.
function show(id) {
  if (shown) {
    shown.end();
  }
  const world = new World(api, id);
  const settings = new Settings();
  const editor = new Editor(world);
  const bar = new Bar(world, settings, {onworld: show});
  const books = new Books(world, editor);
  const faults = new Faults(world);
  const moments = new Moments(world, show);
  const happened = history();
  const wrong = trouble();
  let timeline = null;
  world.onchange = () => {
    tell(wrong, world.error);
    main.classList.toggle('unknown', world.description === null || world.since === null);
    if (world.error || world.since === null) {
      return;
    }
    settings.begin(world.memory);
    bar.show();
    books.show();
    if (timeline) {
      timeline.update(world.timeline());
    } else {
      timeline = createTimeline(world.timeline(), {follow: true});
      happened.append(timeline.element);
      bar.showWorlds().catch(error => tell(wrong, error));
      moments.show().catch(error => tell(wrong, error));
    }
    faults.show().catch(error => tell(wrong, error));
  };
  main.className = 'unknown';
  main.replaceChildren(bar.element, wrong,
    el('div', {class: 'columns'}, books.element, el('aside', {'aria-label': 'Controls'}, settings.element, faults.element, moments.element)),
    happened, editor.element);
  shown = world;
  world.watch();
}

show('default');
