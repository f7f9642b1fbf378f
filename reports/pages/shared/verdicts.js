// The verdicts in the order of their weight on a reader's attention.

export const VERDICTS = [
  {name: 'fail', one: 'a MUST does not hold'},
  {name: 'harness error', one: 'the scenario could not be carried out, so nothing is known'},
  {name: 'config', one: 'the configuration has a mistake, so nothing was judged'},
  {name: 'warn', one: 'a SHOULD does not hold; no failure'},
  {name: 'variant', one: 'a CHOICE is answered otherwise than the rulebook would; no failure'},
  {name: 'waived', one: 'a failure that the vendor has declared'},
  {name: 'not exercised', one: 'no scenario of this run came to the point of the rule'},
  {name: 'not applicable', one: 'the connector does not claim what the scenario needs'},
  {name: 'pass', one: 'holds wherever it was judged'},
];

export const KINDS = {
  MUST: 'documented, or breaking it damages data',
  SHOULD: 'documented habit, or cost without damage',
  CHOICE: 'the documents are silent: our pick, never a failure',
};

export const FAILURES = new Set(['fail', 'harness error', 'config']);
export const NOTABLE = new Set(['fail', 'harness error', 'config', 'warn', 'variant', 'waived']);

export const classOf = verdict => 'v-' + (verdict || 'unfinished').replace(/ /g, '-');

export function weightOf(verdict) {
  return VERDICTS.findIndex(each => each.name === verdict);
}
