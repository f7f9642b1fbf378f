import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {googleValues, hubspotValues, placeOf} from './fields.js';
import {laneOf, modelOf, resultOf, stateAt} from './model.js';

const at = seconds => new Date(Date.UTC(2026, 2, 2, 9, 0, seconds)).toISOString();

const request = (sequence, source, more = {}) => ({
  sequence, at: at(sequence), source, operation: 'people.updateContact', mutation: true, times_delivered: 1, outcome: 'response',
  request: {method: 'PATCH', target: '/v1/people/c1', headers: {}, body: '{}'}, response: {status: 200, headers: {}, body: '{}'}, ...more,
});
const action = (sequence, operation, details = {}) => ({sequence, at: at(sequence), source: 'user', operation, details});

const person = (given, more = {}) => ({folder: 'contacts', starred: false, labels: [], person: {names: [{givenName: given}], emailAddresses: [{value: 'ann@x.com'}], ...more}});
const contact = (first, more = {}) => ({properties: {firstname: first, email: 'Ann@x.com', hs_object_id: '7', ...more}, archived: false, merged_into: null, lists: []});

// Ann is on both sides; a user renames her in HubSpot, the pass carries it to Google.
const story = {
  entries: [action(1, 'edit hubspot contact', {id: '7'}), request(2, 'hubspot', {mutation: false}), request(3, 'google'), request(4, 'hubspot', {mutation: false})],
  records: [
    {sequence: 0, side: 'hubspot', account: '', id: '7', state: contact('Ann')},
    {sequence: 0, side: 'google', account: 'main', id: 'people/c1', state: person('Ann')},
    {sequence: 1, side: 'hubspot', account: '', id: '7', state: contact('Anna')},
    {sequence: 3, side: 'google', account: 'main', id: 'people/c1', state: person('Anna')},
  ],
  passes: [{pass: 1, first: 2, last: 4, end: 'came to its end'}],
};

describe('lanes', () => {
  for (const [entry, lane] of [
    [request(1, 'google'), 'google'],
    [request(1, 'hubspot'), 'hubspot'],
    [action(1, 'edit hubspot contact'), 'hubspot'],
    [action(1, 'star google contact'), 'google'],
    [action(1, 'add to list'), 'hubspot'],
    [action(1, 'change settings'), 'connector'],
    [{sequence: 1, source: 'control', operation: 'control.wait'}, 'connector'],
    [{sequence: 1, source: 'webhook', operation: 'x'}, 'hubspot'],
  ]) {
    test(`${entry.source} ${entry.operation} stands in the lane of ${lane}`, () => assert.equal(laneOf(entry), lane));
  }
});

describe('results', () => {
  for (const [more, result] of [
    [{}, '200'],
    [{outcome: 'lost', times_delivered: 1}, 'answer lost'],
    [{outcome: 'lost', times_delivered: 0, response: null}, 'never arrived'],
    [{outcome: 'truncated'}, 'answer cut short'],
    [{response: null}, ''],
  ]) {
    test(`${JSON.stringify(more)} is told as "${result}"`, () => assert.equal(resultOf(request(1, 'google', more)), result));
  }
});

test('marks stand in order, and a long wait is drawn shorter than it is and said in full', () => {
  const later = {...request(5, 'google'), at: at(5 + 3600)};
  const model = modelOf({...story, entries: [...story.entries, later]});
  const places = model.marks.map(mark => mark.x);
  assert.deepEqual(places, [...places].sort((one, other) => one - other));
  assert.ok(places[4] - places[3] > places[3] - places[2], 'an hour is wider than a second');
  assert.ok(places[4] - places[3] < 5);
  assert.deepEqual(model.gaps.map(gap => gap.ms), [3601000]);
});

test('an arrow ends half way where the request never arrived, and is cut where the answer was lost', () => {
  const {arrows} = modelOf({entries: [request(1, 'google', {outcome: 'lost', times_delivered: 0}), request(2, 'google', {outcome: 'lost'}), request(3, 'google')]});
  assert.deepEqual(arrows.map(({arrives, answered}) => [arrives, answered]), [[false, false], [true, false], [true, true]]);
});

test('users and waits have no arrow, and a webhook goes to the connector', () => {
  const {arrows} = modelOf({entries: [action(1, 'edit'), {...request(2, 'webhook')}]});
  assert.deepEqual(arrows.map(({from, to}) => [from, to]), [['hubspot', 'connector']]);
});

test('a crash is a mark of its own', () => {
  const [mark] = modelOf({entries: [request(1, 'google', {fault: 'crash-connector'})]}).marks;
  assert.equal(mark.crash, true);
});

test('both records are as they were at the cursor, and the one that the entry changed is marked', () => {
  const model = modelOf(story);
  const names = sequence => {
    const [pair] = stateAt(model, sequence);
    return [hubspotValues(pair.hubspot.state).get('firstname'), googleValues(pair.google.state).get('firstname'), pair.hubspot.changed, pair.google.changed];
  };
  assert.deepEqual(names(0), ['Ann', 'Ann', false, false]);
  assert.deepEqual(names(1), ['Anna', 'Ann', true, false]);
  assert.deepEqual(names(2), ['Anna', 'Ann', false, false]);
  assert.deepEqual(names(3), ['Anna', 'Anna', false, true]);
});

test('a memory that can be read is shown from the end of the pass on', () => {
  const base = {pass: 1, connection: 'c', hubspot_id: '7', google_id: 'people/c1', fields: [{field: 'firstname', hubspot: 'Anna', google: 'Anna'}]};
  const model = modelOf({...story, bases: [base]});
  assert.equal(stateAt(model, 3)[0].base.kind, 'none');
  const after = stateAt(model, 4)[0].base;
  assert.deepEqual([after.kind, after.pass, after.changed, after.hubspot.get('firstname')], ['remembered', 1, true, 'Anna']);
});

test('without a memory it is what both sides had in common when the pass ended', () => {
  const model = modelOf({...story, bases: null});
  assert.equal(stateAt(model, 3)[0].base.kind, 'none');
  const after = stateAt(model, 4)[0].base;
  assert.equal(after.kind, 'common');
  assert.deepEqual([...after.hubspot], [['firstname', 'Anna'], ['email', 'Ann@x.com']], 'the case of an email is no difference');
});

test('records without a memory are paired by email, then name, then phone; the rest stand alone', () => {
  const states = [
    {sequence: 0, side: 'hubspot', id: '1', state: contact('Ann')},
    {sequence: 0, side: 'hubspot', id: '2', state: {properties: {firstname: 'Bob', lastname: 'Day'}}},
    {sequence: 0, side: 'hubspot', id: '3', state: {properties: {phone: '+1 202 555 0123'}}},
    {sequence: 0, side: 'hubspot', id: '4', state: {properties: {email: 'lone@x.com'}}},
    {sequence: 0, side: 'google', id: 'people/c3', state: {person: {phoneNumbers: [{value: '(202) 555-0123'}]}}},
    {sequence: 0, side: 'google', id: 'people/c2', state: {person: {names: [{givenName: 'bob', familyName: 'day'}]}}},
    {sequence: 0, side: 'google', id: 'people/c1', state: person('A.')},
  ];
  const pairs = modelOf({records: states}).pairs.map(({hubspot_id, google_id}) => [hubspot_id, google_id]);
  assert.deepEqual(pairs, [['1', 'people/c1'], ['2', 'people/c2'], ['3', 'people/c3'], ['4', '']]);
});

test('the memory pairs what no sign would', () => {
  const states = [
    {sequence: 0, side: 'hubspot', id: '1', state: contact('Ann')},
    {sequence: 0, side: 'google', id: 'people/c9', state: {person: {names: [{givenName: 'Zoe'}]}}},
  ];
  const bases = [{pass: 1, hubspot_id: '1', google_id: 'people/c9', fields: []}];
  assert.equal(modelOf({records: states, bases}).pairs.length, 1);
});

test('values that Google keeps beside the mapped ones are told by their place', () => {
  const values = googleValues(person('Ann', {nicknames: [{value: 'An'}], phoneNumbers: [{value: '1', canonicalForm: '+1'}, {value: '2'}]}));
  assert.equal(values.get('nicknames[0].value'), 'An');
  assert.equal(values.get('phone'), '1');
  assert.equal(values.get('phoneNumbers[1].value'), '2');
  assert.ok(![...values.keys()].some(name => name.includes('canonicalForm')));
});

test('the fate of a record is told in words', () => {
  assert.equal(placeOf('google', {folder: 'trash', labels: ['A'], starred: true}, true), 'in Trash, starred, labels A');
  assert.equal(placeOf('hubspot', {merged_into: '9'}, true), 'merged into 9');
  assert.equal(placeOf('hubspot', null, true), 'gone');
  assert.equal(placeOf('hubspot', null, false), 'not there');
});

test('whatever stands in the input, nothing throws', () => {
  const odd = [null, 1, {}, {sequence: 1}, {sequence: 2, at: 'never', source: {}, operation: 7, response: 5, details: 'x'}];
  const model = modelOf({entries: odd, records: [{sequence: 0, side: 'hubspot', id: 'x', state: {properties: {email: {a: 1}}}}, {sequence: 0, side: 'google', id: 'y', state: {person: {names: ['no', null], phoneNumbers: 'x'}}}], passes: [{}], bases: null});
  assert.equal(model.marks.length, 2);
  assert.doesNotThrow(() => stateAt(model, 2));
});
