// Several worlds behind one `lockstep serve`: the services' own clients tell them apart by their URLs alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { control, hubspotClient, peopleClient, serve } from './lockstep.mjs';

let served;
before(async () => (served = await serve({ seed: 5 })));
after(() => served.stop());

/** How many contacts either client sees. */
async function counts(world) {
  const page = await hubspotClient(world).crm.contacts.basicApi.getPage();
  const { data } = await peopleClient(world).people.connections.list({
    resourceName: 'people/me',
    personFields: 'names',
  });
  return [page.results.length, data.connections?.length ?? 0];
}

test('a fork goes on from where its original is, and neither sees what the other does', async () => {
  const { ready } = served;
  const original = await control(ready, 'POST', '/worlds', { seed: 11 });
  const path = `/worlds/${original.id}`;
  await control(ready, 'POST', `${path}/hubspot/add_contact`, { properties: { email: 'ann@example.com' } });
  const fork = await control(ready, 'POST', `${path}/fork`);
  assert.notEqual(fork.hubspot.base_url, original.hubspot.base_url);
  assert.equal(fork.hubspot.access_token, original.hubspot.access_token);
  await peopleClient(fork).people.createContact({ requestBody: { names: [{ givenName: 'Ann' }] } });
  assert.deepEqual(await counts(fork), [1, 1]);
  assert.deepEqual(await counts(original), [1, 0]);
  assert.deepEqual(await counts(ready), [0, 0]);
});
