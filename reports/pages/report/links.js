// Where things of the report stand: a hash is a permalink. "#2:rule-DEL-1" is the rule in the second of several runs.

import {el} from '../shared/elements.js';

let run = 0;

export function useRun(index) {
  run = index;
}

export const hashOf = (view, name, ofRun = run) =>
  `#${ofRun > 0 ? `${ofRun + 1}:` : ''}${view}${name === undefined ? '' : `-${encodeURIComponent(name)}`}`;

// {run, view, name}; of whatever stands there.
export function placeOf(hash) {
  const found = /^#?(?:(\d):)?(rule|scenario|[a-z]+)(?:-(.*))?$/.exec(hash);
  if (!found) {
    return {run: 0, view: 'overview', name: ''};
  }
  let name = found[3] || '';
  try {
    name = decodeURIComponent(name);
  } catch {
    // A hash that somebody typed.
  }
  return {run: Math.max(0, Number(found[1] || 1) - 1), view: found[2], name};
}

export function ruleLink(id) {
  return el('a', {class: 'rule-id', href: hashOf('rule', id)}, id);
}

export function scenarioLink(name) {
  return el('a', {class: 'scenario-name', href: hashOf('scenario', name)}, name);
}
