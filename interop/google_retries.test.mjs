// What Google's own client tries again, and when it fetches a new token: counted by the fake.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { control, googleAuth, peopleClient, serve, withFault } from './lockstep.mjs';

let world;
let client;
before(async () => {
  world = await serve({ seed: 14 });
  client = peopleClient(world.ready);
});
after(() => world.stop());

const names = [{ givenName: 'Ada' }];
const calls = {
  'people.get': ({ people }) => people.get({ resourceName: 'people/me', personFields: 'names' }),
  'contactGroups.update': ({ contactGroups }) =>
    contactGroups.update({ resourceName: 'contactGroups/1', requestBody: { contactGroup: { name: 'New' } } }),
  'people.deleteContact': ({ people }) => people.deleteContact({ resourceName: 'people/c1' }),
  'people.createContact': ({ people }) => people.createContact({ requestBody: { names } }),
  'people.updateContact': ({ people }) =>
    people.updateContact({
      resourceName: 'people/c1',
      updatePersonFields: 'names',
      requestBody: { etag: '%Eg==', names },
    }),
};

/** How many requests a call made while `fault` was armed, and its error. */
async function meet(operation, fault, as = client) {
  const met = {};
  met.requests = await withFault(world.ready, { operation, count: 10, ...fault }, () =>
    calls[operation](as).catch((error) => (met.error = error)),
  );
  return met;
}

describe('@googleapis/people', () => {
  const rows = [
    // operation, catalogue error, requests
    ['people.get', 'google.rate_limit', 4],
    ['people.get', 'google.unavailable', 4],
    ['contactGroups.update', 'google.internal', 4],
    ['people.deleteContact', 'google.unavailable', 4],
    ['people.createContact', 'google.unavailable', 1],
    ['people.createContact', 'google.rate_limit', 1],
    ['people.updateContact', 'google.internal', 1],
    ['people.get', 'google.not_found', 1],
  ];
  for (const [operation, error, requests] of rows) {
    test(`makes ${requests} requests of ${operation} for ${error} (G133)`, async () => {
      const met = await meet(operation, { fault: 'answer-error', error });
      assert.equal(met.requests, requests);
      assert.equal(met.error.code, met.error.response.data.error.code);
    });
  }

  test('makes 3 requests for a GET whose connection breaks, and 1 for a POST (G133)', async () => {
    assert.equal((await meet('people.get', { fault: 'lose-request' })).requests, 3);
    assert.equal((await meet('people.createContact', { fault: 'commit-then-lose-answer' })).requests, 1);
  });

  test('has its answer when one of the attempts is answered (G133)', async () => {
    const met = await meet('people.get', { fault: 'answer-error', error: 'google.rate_limit', count: 2 });
    assert.deepEqual([met.requests, met.error], [3, undefined]);
  });

  const tokens = (more) => {
    const { access_token, refresh_token } = world.ready.google;
    return peopleClient(world.ready, { access_token, refresh_token, ...more });
  };

  test('refreshes a token of unknown age after a 401 and repeats the call, a POST, too (G134)', async () => {
    for (const operation of ['people.get', 'people.createContact']) {
      const met = await meet(operation, { fault: 'expire-token', count: 1 }, tokens());
      assert.deepEqual([met.requests, met.error], [2, undefined], operation);
    }
  });

  test('refreshes after a 403, too, and is then told (G134)', async () => {
    const met = await meet(
      'people.createContact',
      { fault: 'answer-error', error: 'google.insufficient_scope' },
      tokens(),
    );
    assert.deepEqual([met.requests, met.error.code], [2, 403]);
  });

  test('believes the expiry date of a token, and does not refresh (G134)', async () => {
    const met = await meet(
      'people.get',
      { fault: 'expire-token', count: 1 },
      tokens({ expiry_date: Date.now() + 3_600_000 }),
    );
    assert.deepEqual([met.requests, met.error.code], [1, 401]);
  });

  test('is told of a revoked refresh token after one request (G119, G135)', async () => {
    const { ready } = world;
    await control(ready, 'POST', '/worlds/default/google/revoke_refresh_tokens', { account: ready.google.account });
    const auth = googleAuth(ready);
    auth.setCredentials({ refresh_token: ready.google.refresh_token });
    const requests = await withFault(ready, { operation: 'google/oauth.token', fault: 'delay', ms: 1, count: 10 }, () =>
      assert.rejects(auth.getAccessToken(), (error) => {
        assert.equal(error.message, 'invalid_grant');
        assert.equal(error.response.data.error_description, 'Token has been expired or revoked.');
        return true;
      }),
    );
    assert.equal(requests, 1);
  });
});
