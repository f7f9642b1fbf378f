// HubSpot's own client drives every method that it has for the definitions of properties, and for owners.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { control, hubspotClient, serve, wait } from './lockstep.mjs';
import { refusal, testRefusalsOfEveryMethod } from './hubspot_refusals.mjs';
import { Methods, meaningless } from './methods.mjs';

let world;
let methods;
let contacts;
let properties;
let ownersApi;
before(async () => {
  world = await serve({ seed: 6 });
  const scopes = [
    'crm.objects.contacts.read',
    'crm.objects.contacts.write',
    'crm.schemas.contacts.read',
    'crm.schemas.contacts.write',
    'crm.objects.owners.read',
  ];
  const { access_token: accessToken } = await control(world.ready, 'POST', '/worlds/default/hubspot/grant', { scopes });
  const { crm } = hubspotClient(world.ready, { accessToken });
  ({ contacts, properties } = crm);
  const { coreApi, batchApi, groupsApi } = properties;
  ({ ownersApi } = crm.owners);
  methods = new Methods({ coreApi, batchApi, groupsApi, ownersApi });
});
after(() => world.stop());
// The windows of the rate limits open again (F65, F86).
beforeEach(() => wait(world.ready, 10_000));

const bad = { code: 400 };
const notFound = refusal(404);
/** Of an object that the app was never let see (F75). */
const notOurs = refusal(403, 'MISSING_SCOPES');

const definition = (name, members = {}) => ({
  name,
  label: 'Sync id',
  type: 'string',
  fieldType: 'text',
  groupName: 'contactinformation',
  ...members,
});

describe('properties.coreApi', () => {
  test("getAll answers the definitions in one page, HubSpot's own among them (F89, F92)", async () => {
    const { results } = await properties.coreApi.getAll('contacts');
    const byName = Object.fromEntries(results.map((one) => [one.name, one]));
    assert.equal(byName.phone.fieldType, 'phonenumber');
    assert.equal(byName.email.hasUniqueValue, false);
    assert.equal(byName.hs_object_id.modificationMetadata.readOnlyValue, true);
    assert.ok(byName.lifecyclestage.options.some(({ value }) => value === 'subscriber'));
    assert.ok(byName.email.createdAt instanceof Date);
  });

  test('getAll refuses an object that the app may not see (F75)', () =>
    assert.rejects(properties.coreApi.getAll('companies'), notOurs));

  test('create answers 201; a unique property then identifies contacts (F11, F31, F93)', async () => {
    const made = await properties.coreApi.create('contacts', definition('sync_id', { hasUniqueValue: true }));
    assert.deepEqual([made.name, made.hasUniqueValue, made.hubspotDefined ?? false], ['sync_id', true, false]);
    assert.equal((await properties.coreApi.getByName('contacts', 'sync_id')).label, 'Sync id');
    const { id } = await contacts.basicApi.create({
      properties: { email: 'ada@example.com', sync_id: 's-1' },
      associations: [],
    });
    const found = await contacts.basicApi.getById('s-1', ['sync_id'], undefined, undefined, false, 'sync_id');
    assert.equal(found.id, id);
  });

  const refusedDefinitions = [
    ['a name that is taken', 409, definition('email')],
    ['a name with capitals (F94)', 400, definition('SyncId')],
    ['a type that does not exist (F91)', 400, definition('other_id', { type: 'colour' })],
    ['a group that does not exist', 400, definition('other_id', { groupName: 'nowhere' })],
  ];
  for (const [what, code, request] of refusedDefinitions) {
    test(`create refuses ${what}`, () => assert.rejects(properties.coreApi.create('contacts', request), { code }));
  }

  test("update changes a label, but nothing of HubSpot's own", async () => {
    const changed = await properties.coreApi.update('contacts', 'sync_id', { label: 'Id of the sync' });
    assert.equal(changed.label, 'Id of the sync');
    await assert.rejects(properties.coreApi.update('contacts', 'email', { label: 'Mail' }), bad);
  });

  test('archive answers 204; archived=true still shows it (F89, F94)', async () => {
    await properties.coreApi.create('contacts', definition('old_id'));
    assert.equal(await properties.coreApi.archive('contacts', 'old_id'), undefined);
    await assert.rejects(properties.coreApi.getByName('contacts', 'old_id'), notFound);
    const { results } = await properties.coreApi.getAll('contacts', true);
    assert.deepEqual(
      results.map(({ name, archived }) => [name, archived]),
      [['old_id', true]],
    );
    await assert.rejects(properties.coreApi.archive('contacts', 'old_id'), notFound);
  });
});

describe('properties.batchApi', () => {
  const named = (...names) => names.map((name) => ({ name }));

  test('create answers 201, or 207 for what is taken (F11)', async () => {
    const answer = await properties.batchApi.create('contacts', {
      inputs: [definition('batch_1'), definition('batch_2')],
    });
    assert.deepEqual([answer.status, answer.results.length], ['COMPLETE', 2]);
    const partly = await properties.batchApi.create('contacts', {
      inputs: [definition('batch_3'), definition('email')],
    });
    assert.deepEqual([partly.results.length, partly.numErrors], [1, 1]);
  });

  test('read answers 200, or 207 for what is missing (F11)', async () => {
    const read = (...names) => properties.batchApi.read('contacts', { archived: false, inputs: named(...names) });
    assert.deepEqual(
      (await read('batch_1', 'email')).results.map(({ name }) => name),
      ['batch_1', 'email'],
    );
    const partly = await read('batch_1', 'nope');
    assert.deepEqual([partly.results.length, partly.numErrors], [1, 1]);
  });

  test("archive answers 204, and refuses all because of one of HubSpot's own", async () => {
    assert.equal(await properties.batchApi.archive('contacts', { inputs: named('batch_1') }), undefined);
    await assert.rejects(properties.coreApi.getByName('contacts', 'batch_1'), notFound);
    await assert.rejects(properties.batchApi.archive('contacts', { inputs: named('batch_2', 'email') }), bad);
    await properties.coreApi.getByName('contacts', 'batch_2');
  });

  test('create and read refuse an input that says nothing', async () => {
    await assert.rejects(properties.batchApi.create('contacts', { inputs: [{}] }), bad);
    await assert.rejects(properties.batchApi.read('contacts', { archived: false, inputs: [{}] }), bad);
  });
});

describe('properties.groupsApi', () => {
  let groupsApi;
  before(() => ({ groupsApi } = properties));

  test('create, getByName, update and archive', async () => {
    const made = await groupsApi.create('contacts', { name: 'sync', label: 'Sync', displayOrder: -1 });
    assert.deepEqual([made.name, made.label, made.archived], ['sync', 'Sync', false]);
    assert.equal((await groupsApi.update('contacts', 'sync', { label: 'Our sync' })).label, 'Our sync');
    assert.equal((await groupsApi.getByName('contacts', 'sync')).label, 'Our sync');
    assert.ok((await groupsApi.getAll('contacts')).results.some(({ name }) => name === 'contactinformation'));
    assert.equal(await groupsApi.archive('contacts', 'sync'), undefined);
    await assert.rejects(groupsApi.getByName('contacts', 'sync'), notFound);
  });

  test("refuses what is taken, what is HubSpot's own, and what is not there", async () => {
    await assert.rejects(groupsApi.create('contacts', { name: 'contactinformation', label: 'X' }), { code: 409 });
    await assert.rejects(groupsApi.update('contacts', 'contactinformation', { label: 'X' }), bad);
    await assert.rejects(groupsApi.archive('contacts', 'nowhere'), notFound);
    await assert.rejects(groupsApi.getAll('companies'), notOurs);
  });
});

describe('owners.ownersApi', () => {
  test('getPage and getById answer owners, by both of their ids', async () => {
    const { id } = await control(world.ready, 'POST', '/worlds/default/hubspot/add_owner', {
      email: 'olga@example.com',
      first_name: 'Olga',
      last_name: 'Owner',
    });
    const { results, paging } = await ownersApi.getPage('olga@example.com');
    assert.deepEqual([results.length, results[0].id, paging], [1, id, undefined]);
    const owner = await ownersApi.getById(id);
    assert.deepEqual([owner.email, owner.archived], ['olga@example.com', false]);
    assert.ok(owner.createdAt instanceof Date);
    assert.equal((await ownersApi.getById(owner.userId, 'userId')).id, id);
  });

  test('getPage and getById refuse a page that is no page, and who is not there', async () => {
    await assert.rejects(ownersApi.getPage(undefined, 'here'), bad);
    await assert.rejects(ownersApi.getById(1), notFound);
  });
});

test('every method for properties and owners was answered and refused', () => methods.assertDriven());

testRefusalsOfEveryMethod(
  () => world,
  ({ crm }) => {
    const { coreApi, batchApi, groupsApi } = crm.properties;
    return { coreApi, batchApi, groupsApi, ownersApi: crm.owners.ownersApi };
  },
  {
    parametersOf: (name, arity) =>
      name.startsWith('ownersApi') ? meaningless(name, arity) : ['contacts', ...meaningless(name, arity - 1)],
  },
);
