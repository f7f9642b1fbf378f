// What the services' own clients make of the fakes' answers: success codes, errors, paging, etags.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { hubspotClient, peopleClient, serve } from './lockstep.mjs';

let world;
before(async () => (world = await serve({ seed: 3 })));
after(() => world.stop());

describe('@hubspot/api-client', () => {
  let contacts;
  before(() => (contacts = hubspotClient(world.ready).crm.contacts));

  test('creates, reads, changes and archives a contact', async () => {
    const { id } = await contacts.basicApi.create({
      properties: { email: 'Ada@Example.com', firstname: 'Ada' },
      associations: [],
    });
    const changed = await contacts.basicApi.update(id, { properties: { firstname: 'Augusta' } });
    assert.equal(changed.id, id);
    const read = await contacts.basicApi.getById('ada@example.com', ['firstname'], undefined, undefined, false, 'email');
    assert.equal(read.properties.firstname, 'Augusta');
    assert.ok(read.updatedAt instanceof Date);
    await contacts.basicApi.archive(id);
    await assert.rejects(contacts.basicApi.getById(id), { code: 404 });
  });

  test('meets a second contact with one email as 409 with the id of the first (F69)', async () => {
    const properties = { email: 'grace@example.com' };
    const { id } = await contacts.basicApi.create({ properties, associations: [] });
    await assert.rejects(contacts.basicApi.create({ properties, associations: [] }), (error) => {
      assert.equal(error.code, 409);
      assert.equal(error.body.message, `Contact already exists. Existing ID: ${id}`);
      return true;
    });
  });

  test('reads item by item what became of a batch with trace ids (F46, F81)', async () => {
    const answer = await contacts.batchApi.create({
      inputs: [
        { objectWriteTraceId: 'good', properties: { email: 'hedy@example.com' }, associations: [] },
        { objectWriteTraceId: 'bad', properties: { email: 'no address' }, associations: [] },
      ],
    });
    assert.equal(answer.results.length, 1);
    assert.equal(answer.numErrors, 1);
    assert.deepEqual(answer.errors[0].context.objectWriteTraceId, ['bad']);
  });

  test('pages through everything and finds by search', async () => {
    const all = await contacts.getAll(2, undefined, ['email']);
    assert.deepEqual(all.map(({ properties }) => properties.email).sort(), ['grace@example.com', 'hedy@example.com']);
    const found = await contacts.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'hedy@example.com' }] }],
      properties: ['email'],
      limit: 10,
    });
    assert.equal(found.total, 1);
  });
});

describe('@googleapis/people', () => {
  let people;
  before(() => (people = peopleClient(world.ready).people));
  const personFields = 'names,phoneNumbers,metadata';

  test('creates and reads a person with the server-made forms', async () => {
    const { data: created } = await people.createContact({
      personFields,
      requestBody: {
        names: [{ givenName: 'Ada', familyName: 'Lovelace' }],
        phoneNumbers: [{ value: '(415) 555-0100', type: 'mobile' }],
      },
    });
    const { data: read } = await people.get({ resourceName: created.resourceName, personFields });
    assert.equal(read.names[0].displayName, 'Ada Lovelace');
    assert.equal(read.phoneNumbers[0].canonicalForm, '+14155550100');
    assert.equal(read.phoneNumbers[0].formattedType, 'Mobile');
    assert.equal(read.etag, created.etag);
  });

  test('refuses an update with a stale etag as 400 failed precondition (G70)', async () => {
    const { data: created } = await people.createContact({ requestBody: { names: [{ givenName: 'Grace' }] } });
    const update = (givenName) =>
      people.updateContact({
        resourceName: created.resourceName,
        updatePersonFields: 'names',
        requestBody: { etag: created.etag, names: [{ givenName }] },
      });
    await update('Grace B.');
    await assert.rejects(update('Grace M.'), (error) => {
      assert.equal(error.status, 400);
      assert.equal(error.response.data.error.status, 'FAILED_PRECONDITION');
      return true;
    });
  });

  test('follows pages and sync tokens to what was changed and deleted (G80, G86)', async () => {
    const list = async (parameters) =>
      (await people.connections.list({ resourceName: 'people/me', personFields, requestSyncToken: true, ...parameters })).data;
    const first = await list({ pageSize: 1 });
    assert.equal(first.nextSyncToken, undefined);
    const last = await list({ pageSize: 1, pageToken: first.nextPageToken });
    assert.ok(last.nextSyncToken);

    const gone = last.connections[0].resourceName;
    await people.deleteContact({ resourceName: gone });
    const changes = await list({ pageSize: 1, syncToken: last.nextSyncToken });
    assert.equal(changes.connections.length, 1);
    assert.equal(changes.connections[0].resourceName, gone);
    assert.equal(changes.connections[0].metadata.deleted, true);
  });
});
