// What every part of the page is made of.

import {el} from '../shared/elements.js';

// Puts new content into a place and the keyboard back to where it was.
export function replace(place, ...content) {
  const active = document.activeElement;
  const key = active && place.contains(active) ? active.dataset.key : undefined;
  place.replaceChildren(...content.flat());
  if (key !== undefined) {
    const again = [...place.querySelectorAll('[data-key]')].find(element => element.dataset.key === key);
    if (again) {
      again.focus();
    }
  }
}

// A place for what went wrong, beside what was done.
export function trouble() {
  return el('p', {class: 'trouble', role: 'alert'});
}

export function tell(place, error) {
  place.replaceChildren(...(error ? [el('b', null, error.message), ...(error.hint ? [' ', el('span', null, error.hint)] : [])] : []));
}

// Does something once at a time. @param place  Where its error is shown.
export async function attempt(place, button, action) {
  if (button && button.getAttribute('aria-disabled') === 'true') {
    return undefined;
  }
  tell(place, null);
  if (button) {
    button.setAttribute('aria-disabled', 'true');
  }
  try {
    return await action();
  } catch (error) {
    tell(place, error);
    return undefined;
  } finally {
    if (button) {
      button.removeAttribute('aria-disabled');
    }
  }
}

export function button(text, attributes, onclick) {
  const made = el('button', {type: 'button', ...attributes}, text);
  made.addEventListener('click', () => onclick(made));
  return made;
}

export function field(label, control) {
  return el('label', {class: 'field'}, el('span', null, label), control);
}

export function choice(options, value, attributes) {
  return el('select', attributes, options.map(([name, text]) => el('option', {value: name, selected: name === value}, text)));
}
