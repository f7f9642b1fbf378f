// The picture: three lanes, and a mark for everything that happened. Hand-made SVG, text as text.

const SVG = 'http://www.w3.org/2000/svg';

export const GEOMETRY = {column: 34, left: 92, right: 30, lanes: {hubspot: 58, connector: 138, google: 218}, top: 26, height: 262};

export const LANE_NAMES = {hubspot: 'HubSpot', connector: 'Connector', google: 'Google'};

// Of a pass: as events say it, and as the control API does.
const DONE = new Set(['came to its end', 'done']);

export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

// A short story takes the room that there is.
const ROOM = 1000;
const COLUMN_MAX = 72;
const columnOf = model => Math.max(GEOMETRY.column, Math.min(COLUMN_MAX, ROOM / Math.max(1, model.width)));

// From columns to the picture's own unit. @return  x -> x.
export function scaleOf(model) {
  const column = columnOf(model);
  return x => GEOMETRY.left + x * column;
}

function lanes(width) {
  return Object.entries(GEOMETRY.lanes).map(([lane, y]) => svg('g', {class: `lane lane-${lane}`},
    svg('line', {x1: GEOMETRY.left, x2: width - 8, y1: y, y2: y})));
}

// Stays at the left edge while the picture is scrolled.
export function laneNames() {
  return svg('svg', {class: 'lane-names', width: GEOMETRY.left, height: GEOMETRY.height, 'aria-hidden': 'true'},
    Object.entries(GEOMETRY.lanes).map(([lane, y]) => svg('text', {class: `lane-name lane-${lane}`, x: 14, y: y + 4}, LANE_NAMES[lane])));
}

function passSpan(pass, xOf) {
  const y = GEOMETRY.lanes.connector;
  const broken = pass.end && !DONE.has(pass.end);
  const width = Math.max(10, xOf(pass.to) - xOf(pass.from));
  return svg('g', {class: broken ? 'pass broken' : 'pass'},
    svg('rect', {x: xOf(pass.from), y: y - 11, width, height: 22, rx: 6}),
    svg('text', {x: xOf(pass.from) + 2, y: 14}, `pass ${pass.pass}${broken ? `, ${pass.end}` : ''}`),
    svg('line', {class: 'pass-edge', x1: xOf(pass.from), x2: xOf(pass.from), y1: 19, y2: GEOMETRY.height - 22}));
}

function gap({x, ms}, spell, xOf) {
  return svg('g', {class: 'gap'},
    svg('line', {x1: xOf(x), x2: xOf(x), y1: 32, y2: GEOMETRY.height - 22}),
    svg('text', {x: xOf(x), y: GEOMETRY.height - 6, 'text-anchor': 'middle'}, `+${spell(ms)}`));
}

// Past the mark at the connector, short of the one at the service.
function arrow(each, xOf) {
  const x = xOf(each.x);
  const from = GEOMETRY.lanes[each.from];
  const to = GEOMETRY.lanes[each.to];
  const down = Math.sign(to - from);
  const start = from + down * (each.from === 'connector' ? 11 : 9);
  const stop = each.arrives ? to - down * (each.to === 'connector' ? 12 : 10) : (from + to) / 2;
  const parts = [svg('line', {x1: x, x2: x, y1: start, y2: stop})];
  if (each.arrives) {
    parts.push(svg('path', {class: 'head', d: `M${x - 4} ${stop - down * 7}L${x} ${stop}L${x + 4} ${stop - down * 7}`}));
  }
  if (!each.answered) {
    const y = each.arrives ? (from + to) / 2 : stop;
    parts.push(svg('path', {class: 'cut', d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`}));
  }
  return svg('g', {class: `arrow ${each.kind} ${each.tone}`}, parts);
}

const SHAPES = {
  user: (x, y) => svg('path', {class: 'shape', d: `M${x} ${y - 9}l9 9 -9 9 -9 -9z`}),
  wait: (x, y) => svg('path', {class: 'shape', d: `M${x - 6} ${y - 7}h12l-12 14h12z`}),
  webhook: (x, y) => svg('rect', {class: 'shape', x: x - 6, y: y - 6, width: 12, height: 12, rx: 2}),
  read: (x, y) => svg('circle', {class: 'shape', cx: x, cy: y, r: 5}),
  write: (x, y) => svg('circle', {class: 'shape', cx: x, cy: y, r: 8}),
};

const bolt = (x, y) => svg('path', {class: 'bolt', d: `M${x + 2} ${y - 10}l-7 11h5l-2 9 8 -12h-5z`});
const skull = (x, y) => svg('path', {class: 'crash', d: `M${x - 7} ${y - 7}l14 14m0 -14l-14 14`});

function mark(each, cited, label, xOf) {
  const x = xOf(each.x);
  const y = GEOMETRY.lanes[each.lane] || GEOMETRY.lanes.connector;
  const middle = (y + GEOMETRY.lanes.connector) / 2;
  const below = y >= GEOMETRY.lanes.connector ? 24 : -14;
  return svg('g', {
    class: `mark ${each.kind} ${each.tone}${cited ? ' cited' : ''}`, role: 'option', tabindex: '-1', id: label.id,
    'aria-label': label.text, 'aria-selected': 'false', 'data-sequence': each.sequence,
  },
  svg('rect', {class: 'reach', x: x - GEOMETRY.column / 2, y: 22, width: GEOMETRY.column, height: GEOMETRY.height - 44}),
  cited ? svg('circle', {class: 'halo', cx: x, cy: y, r: 14}) : null,
  (SHAPES[each.kind] || SHAPES.read)(x, y),
  each.fault ? bolt(x + 11, middle) : null,
  each.crash ? skull(x, GEOMETRY.lanes.connector) : null,
  each.result && each.tone !== 'fine' ? svg('text', {class: 'status', x, y: y + below, 'text-anchor': 'middle'},
    each.result.length > 4 ? '' : each.result) : null);
}

// The whole picture, with the cursor at the beginning. @param describe  mark -> {id, text}. @param spell  ms -> text.
export function draw(model, {cited, describe, spell}) {
  const xOf = scaleOf(model);
  const width = Math.ceil(xOf(model.width) + GEOMETRY.right);
  const marks = model.marks.map(each => mark(each, cited.has(each.sequence), describe(each), xOf));
  const cursor = svg('g', {class: 'cursor', 'aria-hidden': 'true'}, svg('line', {y1: 18, y2: GEOMETRY.height - 18, x1: 0, x2: 0}),
    svg('path', {d: 'M-6 12h12l-6 8z'}));
  const picture = svg('svg', {class: 'timeline-picture', width, height: GEOMETRY.height, viewBox: `0 0 ${width} ${GEOMETRY.height}`, role: 'presentation'},
    lanes(width), model.passes.map(each => passSpan(each, xOf)), model.gaps.map(each => gap(each, spell, xOf)), cursor,
    model.arrows.map(each => arrow(each, xOf)), marks);
  return {picture, marks, cursor};
}
