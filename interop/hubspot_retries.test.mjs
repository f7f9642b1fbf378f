// What HubSpot's own client tries again, and how often: counted by the fake.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, mock, test } from 'node:test';
import { hubspotClient, serve, withFault } from './lockstep.mjs';

let world;
before(async () => (world = await serve({ seed: 13 })));
after(() => world.stop());
// The client announces each retry on the console.
beforeEach(() => mock.method(console, 'error', () => {}));
afterEach(() => mock.restoreAll());

const contact = () => ({ properties: { email: `${crypto.randomUUID()}@example.com` }, associations: [] });

const calls = {
  'crm.contacts.create': ({ basicApi }) => basicApi.create(contact()),
  'crm.contacts.getPage': ({ basicApi }) => basicApi.getPage(),
  'crm.contacts.update': ({ basicApi }) => basicApi.update('1', { properties: { firstname: 'X' } }),
  'crm.contacts.archive': ({ basicApi }) => basicApi.archive('1'),
  'crm.contacts.search': ({ searchApi }) => searchApi.doSearch({ query: 'x' }),
};

// The last client that is made decides for all API objects made later (F17): one at a time.
const contactsOf = (numberOfApiCallRetries) => hubspotClient(world.ready, { numberOfApiCallRetries }).crm.contacts;

/** How many requests a call made while `fault` was armed, and its error. */
async function meet(operation, fault, attempts) {
  const met = {};
  met.requests = await withFault(world.ready, { operation, fault: 'answer-error', count: 10, ...fault }, () =>
    calls[operation](contactsOf(attempts)).catch((error) => (met.error = error)),
  );
  return met;
}

describe('with numberOfApiCallRetries = n, the client', () => {
  const rows = [
    // operation, fault, n, requests
    ['crm.contacts.create', 'hubspot.internal', 3, 3],
    ['crm.contacts.getPage', 'hubspot.unavailable', 3, 3],
    ['crm.contacts.update', 'hubspot.bad_gateway', 2, 2],
    ['crm.contacts.archive', 'hubspot.gateway_timeout', 2, 2],
    ['crm.contacts.create', 'hubspot.internal', 1, 1],
    ['crm.contacts.create', 'hubspot.internal', 0, 1],
    ['crm.contacts.search', 'hubspot.rate_limit_secondly', 2, 2],
    ['crm.contacts.getPage', 'hubspot.rate_limit_daily', 3, 1],
    ['crm.contacts.update', 'hubspot.locked', 3, 1],
    ['crm.contacts.update', 'hubspot.migrating', 3, 1],
    ['crm.contacts.create', 'hubspot.conflict', 3, 1],
  ];
  for (const [operation, error, attempts, requests] of rows) {
    test(`makes ${requests} requests of ${operation} for ${error} if n is ${attempts} (F15)`, async () => {
      const met = await meet(operation, { error }, attempts);
      assert.equal(met.requests, requests);
      assert.ok(met.error.code >= 400);
    });
  }

  test('waits ten seconds for the rolling limit (F15)', async () => {
    const began = Date.now();
    assert.equal((await meet('crm.contacts.getPage', { error: 'hubspot.rate_limit_rolling' }, 2)).requests, 2);
    assert.ok(Date.now() - began > 9_900);
  });

  test('has its answer when one of the attempts is answered (F15)', async () => {
    const met = await meet('crm.contacts.create', { error: 'hubspot.internal', count: 1 }, 2);
    assert.deepEqual([met.requests, met.error], [2, undefined]);
  });

  test('never tries again after a broken connection, though the contact was made (F15)', async () => {
    const api = contactsOf(3);
    const input = contact();
    const requests = await withFault(
      world.ready,
      { operation: 'crm.contacts.create', fault: 'commit-then-lose-answer', count: 10 },
      () => assert.rejects(api.basicApi.create(input), { name: 'FetchError' }),
    );
    assert.equal(requests, 1);
    const made = await api.basicApi.getById(input.properties.email, undefined, undefined, undefined, false, 'email');
    assert.equal(made.properties.email, input.properties.email);
  });

  test('refuses more than six (F15)', () =>
    assert.throws(() => contactsOf(7), { message: 'numberOfApiCallRetries can be set to a number from 0 - 6.' }));
});

describe('the client throws', () => {
  const answers = [
    ['an ApiException for a wrong code of success (F11)', { status: 200, body: '{}' }, { code: 200 }],
    ['a SyntaxError for JSON that is none (F12)', { status: 201, body: 'not JSON' }, { name: 'SyntaxError' }],
    ['a mere Error for an answer without a type (F12)', { status: 500 }, { message: /No Content-Type defined/ }],
  ];
  for (const [what, answer, expected] of answers) {
    test(what, async () => {
      const { requests, error } = await meet('crm.contacts.create', answer, 0);
      assert.equal(requests, 1);
      await assert.rejects(Promise.reject(error), expected);
    });
  }
});
