// Builds elements. Text always goes in as text, never as markup.

import {classOf} from './verdicts.js';

export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

// The rulebook's own text: names between backticks are code.
export function prose(text) {
  return text.split('`').map((part, at) => (at % 2 ? el('code', null, part) : part));
}

// The shape of a verdict. Colour, shape and word say the same; `labelled` where no word stands by.
export function shape(verdict, labelled) {
  const svgNamespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', 'shape ' + classOf(verdict));
  if (labelled) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', verdict);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const use = document.createElementNS(svgNamespace, 'use');
  use.setAttribute('href', '#shape-' + verdict.replace(/ /g, '-'));
  svg.append(use);
  return svg;
}

export function badge(verdict) {
  return verdict
    ? el('span', {class: 'badge ' + classOf(verdict)}, shape(verdict), verdict)
    : el('span', {class: 'badge v-unfinished'}, 'unfinished');
}

export function plural(count, one, many) {
  return count.toLocaleString('en') + ' ' + (count === 1 ? one : many || one + 's');
}

// Virtual milliseconds in the two units that matter.
export function span(ms) {
  if (ms < 1000) {
    return ms + ' ms';
  }
  const units = [['d', 86400000], ['h', 3600000], ['min', 60000], ['s', 1000]];
  const first = units.findIndex(([, size]) => ms >= size);
  const [unit, size] = units[first];
  if (unit === 's') {
    return (ms / 1000).toLocaleString('en', {maximumFractionDigits: 2}) + ' s';
  }
  const [smaller, smallerSize] = units[first + 1];
  const rest = Math.floor((ms % size) / smallerSize);
  return Math.floor(ms / size) + ' ' + unit + (rest ? ' ' + rest + ' ' + smaller : '');
}

// A disclosure whose content is made when it is first opened.
export function lazyDetails(attributes, summary, fill) {
  const details = el('details', attributes, summary);
  const open = () => {
    if (details.open && !details.dataset.filled) {
      details.dataset.filled = 'yes';
      details.append(fill());
    }
  };
  details.addEventListener('toggle', open);
  details.fillNow = () => {
    details.open = true;
    open();
  };
  return details;
}
