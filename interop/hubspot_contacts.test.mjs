// HubSpot's own client drives every method that it has for contacts.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { hubspotClient, serve, wait } from './lockstep.mjs';
import { refusal, testRefusalsOfEveryMethod } from './hubspot_refusals.mjs';
import { Methods, apisOf } from './methods.mjs';

let world;
let methods;
let contacts;
let basicApi;
let batchApi;
let searchApi;
before(async () => {
  world = await serve({ seed: 3 });
  contacts = hubspotClient(world.ready).crm.contacts;
  methods = new Methods(apisOf(contacts));
  ({ basicApi, batchApi, searchApi } = contacts);
});
after(() => world.stop());
// The windows of the rate limits open again (F65, F86).
beforeEach(() => wait(world.ready, 10_000));

const invalid = (message) => refusal(400, 'VALIDATION_ERROR', message);
const conflict = (message) => refusal(409, 'CONFLICT', message);
const notFound = refusal(404, undefined, /^resource not found$/);

let people = 0;
const newEmail = () => `person.${(people += 1)}@example.com`;

/** A new contact with an address that nobody has; answers its id. */
const create = async (properties = {}) =>
  (await basicApi.create({ properties: { email: newEmail(), ...properties }, associations: [] })).id;
const valuesOf = async (id, ...names) => (await basicApi.getById(id, names)).properties;
const inputsOf = (count) => Array.from({ length: count }, (_, at) => ({ id: String(at + 1), properties: {} }));

describe('contacts.basicApi', () => {
  test('create answers 201 with the address in lower case, and dates (F11, F13, F41)', async () => {
    const made = await basicApi.create({
      properties: { email: ' Ada@Example.com ', firstname: 'Ada' },
      associations: [],
    });
    assert.equal(made.properties.email, 'ada@example.com');
    assert.equal(made.archived, false);
    assert.ok(made.createdAt instanceof Date && !Number.isNaN(made.createdAt.getTime()));
    assert.deepEqual(made.updatedAt, made.createdAt);
  });

  test('create takes a number and a boolean as values (F10)', async () => {
    const id = await create({ jobtitle: 42, company: true });
    const { jobtitle, company } = await valuesOf(id, 'jobtitle', 'company');
    assert.deepEqual({ jobtitle, company }, { jobtitle: '42', company: 'true' });
  });

  const refusedProperties = [
    [
      'an address that somebody has (F69)',
      { email: 'ada@example.com' },
      conflict(/^Contact already exists. Existing ID: \d+$/),
    ],
    ['a property that does not exist (F70)', { email: 'x@example.com', nope: '1' }, invalid(/PROPERTY_DOESNT_EXIST/)],
    ['an address that is none (F71)', { email: 'no address' }, invalid(/INVALID_EMAIL/)],
    ['a value that is no option (F71)', { email: 'x@example.com', lifecyclestage: 'nope' }, invalid(/INVALID_OPTION/)],
    [
      'a value that is calculated (F71)',
      { email: 'x@example.com', hs_email_domain: 'a.b' },
      invalid(/READ_ONLY_VALUE/),
    ],
  ];
  for (const [what, properties, expected] of refusedProperties) {
    test(`create refuses ${what}`, () => assert.rejects(basicApi.create({ properties, associations: [] }), expected));
  }

  test('getById answers the default set, or what is asked for and three more (F23, F24)', async () => {
    const id = await create({ phone: '+1 415 555 0100' });
    const always = ['createdate', 'hs_object_id', 'lastmodifieddate'];
    const names = ({ properties }) => Object.keys(properties).sort();
    assert.deepEqual(names(await basicApi.getById(id)), [...always, 'email', 'firstname', 'lastname'].sort());
    assert.deepEqual(names(await basicApi.getById(id, ['phone', 'nope'])), [...always, 'phone'].sort());
  });

  test('getById finds by address, in any case (F31)', async () => {
    const id = await create({ email: 'a+b@example.com' });
    const found = await basicApi.getById('A+B@Example.com', undefined, undefined, undefined, false, 'email');
    assert.equal(found.id, id);
  });

  test('getById tells the history of a property, the newest first, with dates (F13, F33)', async () => {
    const id = await create({ firstname: 'Ada' });
    await basicApi.update(id, { properties: { firstname: 'Augusta' } });
    const { propertiesWithHistory } = await basicApi.getById(id, undefined, ['firstname']);
    const [newest, oldest] = propertiesWithHistory.firstname;
    assert.deepEqual([newest.value, oldest.value], ['Augusta', 'Ada']);
    assert.ok(newest.timestamp instanceof Date);
    assert.ok(newest.sourceType);
  });

  test('getById tells a missing number from what is no number (F76)', async () => {
    await assert.rejects(basicApi.getById('1'), notFound);
    await assert.rejects(
      basicApi.getById('abc'),
      refusal(404, 'OBJECT_NOT_FOUND', /^Object not found\. {2}objectId are usually numeric\.$/),
    );
  });

  test('getPage and getAll follow paging.next until there is none (F19, F29)', async () => {
    const page = await basicApi.getPage(2);
    assert.equal(page.results.length, 2);
    const next = await basicApi.getPage(1, page.paging.next.after);
    assert.equal(next.results[0].id, page.paging.next.after);
    const all = await contacts.getAll(2);
    const ids = all.map(({ id }) => Number(id));
    assert.ok(ids.length > 3);
    assert.deepEqual(
      ids,
      [...ids].sort((left, right) => left - right),
    );
    assert.equal((await basicApi.getPage(100)).paging, undefined);
  });

  test('getPage and getAll refuse more than a hundred a page, or fifty with histories (F29)', async () => {
    await assert.rejects(basicApi.getPage(101), refusal(400, 'VALIDATION_ERROR'));
    await assert.rejects(contacts.getAll(101), refusal(400, 'VALIDATION_ERROR'));
    await assert.rejects(basicApi.getPage(51, undefined, undefined, ['email']), refusal(400, 'VALIDATION_ERROR'));
  });

  test('update by address clears with "" and leaves the rest (F40, F44)', async () => {
    const email = newEmail();
    const id = await create({ email, firstname: 'Ada', lastname: 'Lovelace' });
    await basicApi.update(email, { properties: { firstname: '' } }, 'email');
    const { firstname, lastname } = await valuesOf(id, 'firstname', 'lastname');
    assert.ok(!firstname);
    assert.equal(lastname, 'Lovelace');
  });

  test('update never moves a lifecycle stage back, and does not say so (F42)', async () => {
    const id = await create({ lifecyclestage: 'customer' });
    await basicApi.update(id, { properties: { lifecyclestage: 'lead' } });
    assert.equal((await valuesOf(id, 'lifecyclestage')).lifecyclestage, 'customer');
  });

  test("update refuses a record that is not there, and what is another one's address (F69, F76)", async () => {
    await assert.rejects(basicApi.update('1', { properties: { firstname: 'X' } }), notFound);
    const id = await create();
    await assert.rejects(basicApi.update(id, { properties: { email: 'ada@example.com' } }), conflict());
  });

  test('archive answers 204, and again for what is archived, but not for what is no number (F47)', async () => {
    const id = await create();
    assert.equal(await basicApi.archive(id), undefined);
    await basicApi.archive(id);
    await assert.rejects(basicApi.archive('abc'), refusal(404, 'OBJECT_NOT_FOUND'));
  });

  test('only archived=true shows what is archived (F13, F30)', async () => {
    const id = await create();
    await basicApi.archive(id);
    await assert.rejects(basicApi.getById(id), notFound);
    const archived = await basicApi.getById(id, undefined, undefined, undefined, true);
    assert.ok(archived.archivedAt instanceof Date);
    const page = await basicApi.getPage(100, undefined, undefined, undefined, undefined, true);
    assert.ok(page.results.some((contact) => contact.id === id));
    assert.ok(page.results.every((contact) => contact.archived));
  });

  test('merge makes a record that both old ids lead to (F50)', async () => {
    const [primary, other] = [await create({ firstname: 'Ada' }), await create({ lastname: 'Lovelace' })];
    const merged = await basicApi.merge({ primaryObjectId: primary, objectIdToMerge: other });
    assert.ok(![primary, other].includes(merged.id));
    for (const old of [primary, other]) {
      const read = await basicApi.getById(old, ['firstname', 'lastname']);
      assert.deepEqual([read.id, read.properties.firstname, read.properties.lastname], [merged.id, 'Ada', 'Lovelace']);
    }
  });

  test('merge refuses a record that is not there', async () => {
    await assert.rejects(basicApi.merge({ primaryObjectId: await create(), objectIdToMerge: '1' }), { code: 404 });
  });

  test('purge answers 204 by id and by address, and for good (F49)', async () => {
    const [byId, email] = [await create(), newEmail()];
    const byEmail = await create({ email });
    assert.equal(await basicApi.purge({ objectId: byId }), undefined);
    assert.equal(await basicApi.purge({ objectId: email, idProperty: 'email' }), undefined);
    for (const id of [byId, byEmail]) {
      await assert.rejects(basicApi.getById(id, undefined, undefined, undefined, true), notFound);
    }
    await assert.rejects(basicApi.purge({}), { code: 400 });
  });
});

describe('contacts.batchApi', () => {
  const write = (id, properties, trace) => ({ id, properties, ...(trace && { objectWriteTraceId: trace }) });

  test('create answers 201, or 207 for a bad one among good ones with trace ids (F11, F46, F81)', async () => {
    const good = { properties: { email: newEmail() }, associations: [] };
    assert.equal((await batchApi.create({ inputs: [good] })).results.length, 1);
    const answer = await batchApi.create({
      inputs: [
        { objectWriteTraceId: 'good', properties: { email: newEmail() }, associations: [] },
        { objectWriteTraceId: 'bad', properties: { email: 'no address' }, associations: [] },
      ],
    });
    assert.deepEqual([answer.results.length, answer.numErrors, answer.status], [1, 1, 'COMPLETE']);
    assert.deepEqual(answer.errors[0].context.objectWriteTraceId, ['bad']);
    assert.ok(answer.completedAt instanceof Date);
  });

  test('create without trace ids refuses all because of one, and writes nothing (F46, F69)', async () => {
    const email = newEmail();
    const inputs = [email, 'ada@example.com'].map((value) => ({ properties: { email: value }, associations: [] }));
    await assert.rejects(batchApi.create({ inputs }), conflict(/^Contact already exists/));
    await assert.rejects(basicApi.getById(email, undefined, undefined, undefined, false, 'email'), notFound);
  });

  test('read finds by address, and answers 207 with one error for all that are missing (F32, F83)', async () => {
    const email = newEmail();
    const id = await create({ email });
    const read = (idProperty, ...ids) =>
      batchApi.read({
        idProperty,
        properties: ['email'],
        propertiesWithHistory: [],
        inputs: ids.map((one) => ({ id: one })),
      });
    const found = await read('email', email);
    assert.deepEqual([found.results[0].id, found.errors], [id, undefined]);
    const partly = await read(undefined, id, '1', '2');
    assert.deepEqual(
      partly.results.map((contact) => contact.id),
      [id],
    );
    assert.equal(partly.numErrors, 1);
    assert.deepEqual(partly.errors[0].context.ids, ['1', '2']);
  });

  test('update answers 200, or 207 with the ids that are missing (F83)', async () => {
    const id = await create();
    assert.equal((await batchApi.update({ inputs: [write(id, { firstname: 'Ada' })] })).status, 'COMPLETE');
    const partly = await batchApi.update({ inputs: [write(id, { lastname: 'L' }), write('1', { lastname: 'L' })] });
    assert.deepEqual([partly.results.length, partly.numErrors], [1, 1]);
    assert.equal((await valuesOf(id, 'lastname')).lastname, 'L');
  });

  test('update refuses to find by address, and one record twice (F82, F84)', async () => {
    const byEmail = { ...write('ada@example.com', { firstname: 'A' }), idProperty: 'email' };
    await assert.rejects(batchApi.update({ inputs: [byEmail] }), invalid(/by non-unique 0-1 property email/));
    const id = await create();
    await assert.rejects(
      batchApi.update({ inputs: [write(id, { firstname: 'A' }), write(id, { firstname: 'B' })] }),
      invalid(/^Duplicate IDs found in batch input/),
    );
  });

  test('upsert says of each whether it is new, in any order (F13, F45)', async () => {
    const [known, fresh] = [newEmail(), newEmail()];
    await create({ email: known });
    const inputs = [known, fresh].map((id) => ({
      ...write(id, { email: id, company: 'Acme' }, id),
      idProperty: 'email',
    }));
    const { results } = await batchApi.upsert({ inputs });
    const isNew = Object.fromEntries(results.map((contact) => [contact.objectWriteTraceId, contact._new]));
    assert.deepEqual(isNew, { [known]: false, [fresh]: true });
  });

  test('upsert refuses one address twice (F45, F82)', async () => {
    const id = newEmail();
    const input = { ...write(id, { email: id }), idProperty: 'email' };
    await assert.rejects(batchApi.upsert({ inputs: [input, input] }), invalid(/^Duplicate IDs found in batch input/));
  });

  test('archive answers 204, for unknown ids, too (F47)', async () => {
    const id = await create();
    assert.equal(await batchApi.archive({ inputs: [{ id }, { id: '1' }] }), undefined);
    await assert.rejects(basicApi.getById(id), notFound);
  });

  for (const method of ['create', 'read', 'update', 'upsert', 'archive']) {
    test(`${method} refuses more than a hundred at once (F80)`, () =>
      assert.rejects(batchApi[method]({ inputs: inputsOf(101), properties: [], propertiesWithHistory: [] }), {
        code: 400,
      }));
  }
});

describe('contacts.searchApi', () => {
  const search = (request) => searchApi.doSearch(request);
  const filter = (propertyName, operator, value) => ({
    filterGroups: [{ filters: [{ propertyName, operator, ...value }] }],
  });

  test('doSearch filters, sorts and pages by offset, with the total (F55, F59)', async () => {
    for (const firstname of ['Zoe', 'Yan', 'Xia']) {
      await create({ firstname, company: 'Search & Co' });
    }
    const request = {
      ...filter('company', 'EQ', { value: 'search & co' }),
      sorts: ['firstname'],
      properties: ['firstname'],
      limit: 2,
    };
    const first = await search(request);
    const rest = await search({ ...request, after: first.paging.next.after });
    const names = [...first.results, ...rest.results].map(({ properties }) => properties.firstname);
    assert.deepEqual([first.total, names, rest.paging], [3, ['Xia', 'Yan', 'Zoe'], undefined]);
  });

  test('doSearch finds words with `query`, and values IN a list (F59, F61)', async () => {
    assert.equal((await search({ query: 'Xia' })).total, 1);
    assert.equal((await search(filter('firstname', 'IN', { values: ['xia', 'yan'] }))).total, 2);
  });

  const refusedSearches = [
    ['more than two hundred a page (F55)', { limit: 201 }],
    ['results after the ten thousandth (F57)', { after: '10000' }],
    ['a filter without a property (F72)', { filterGroups: [{ filters: [{ operator: 'EQ', value: 'x' }] }] }],
    [
      'seven filters in a group (F54)',
      { filterGroups: [{ filters: Array(7).fill({ propertyName: 'email', operator: 'EQ', value: 'x' }) }] },
    ],
  ];
  for (const [what, request] of refusedSearches) {
    test(`doSearch refuses ${what}`, () => assert.rejects(search(request), { code: 400 }));
  }
});

test('every method for contacts was answered and refused', () => methods.assertDriven());

testRefusalsOfEveryMethod(
  () => world,
  (client) => client.crm.contacts,
);
