// HubSpot's own client drives every method that it has for lists.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { control, hubspotClient, serve, wait } from './lockstep.mjs';
import { refusal, testRefusalsOfEveryMethod } from './hubspot_refusals.mjs';
import { Methods, apisOf, meaningless } from './methods.mjs';

const contactType = '0-1';
let world;
let methods;
let contacts;
let listsApi;
let membershipsApi;
before(async () => {
  world = await serve({ seed: 4 });
  const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.lists.read', 'crm.lists.write'];
  const { access_token: accessToken } = await control(world.ready, 'POST', '/worlds/default/hubspot/grant', { scopes });
  const { crm } = hubspotClient(world.ready, { accessToken });
  ({ contacts } = crm);
  methods = new Methods(apisOf(crm.lists));
  ({ listsApi, membershipsApi } = crm.lists);
});
after(() => world.stop());
// The windows of the rate limits open again (F65, F86).
beforeEach(() => wait(world.ready, 10_000));

const notFound = { code: 404 };
const bad = { code: 400 };

let lists = 0;
const newName = () => `List ${(lists += 1)}`;
const create = async (request = {}) =>
  (await listsApi.create({ name: newName(), objectTypeId: contactType, processingType: 'MANUAL', ...request })).list;
const createContact = async (properties = {}) => {
  const email = `member.${(lists += 1)}@example.com`;
  return (await contacts.basicApi.create({ properties: { email, ...properties }, associations: [] })).id;
};
const membersOf = async (listId) => (await membershipsApi.getPage(listId)).results.map(({ recordId }) => recordId);

const named = (value) => ({
  filterBranchType: 'OR',
  filterBranchOperator: 'OR',
  filters: [],
  filterBranches: [
    {
      filterBranchType: 'AND',
      filterBranchOperator: 'AND',
      filterBranches: [],
      filters: [
        {
          filterType: 'PROPERTY',
          property: 'firstname',
          operation: { operationType: 'STRING', operator: 'IS_EQUAL_TO', value, includeObjectsWithNoValueSet: false },
        },
      ],
    },
  ],
});

describe('lists.listsApi', () => {
  test('create answers 200, and dates are dates (F13, F109)', async () => {
    const list = await create();
    assert.equal(list.objectTypeId, contactType);
    assert.equal(list.processingType, 'MANUAL');
    assert.ok(list.createdAt instanceof Date);
  });

  const refusedLists = [
    ['a name that a list has', () => ({ name: 'List 1' })],
    ['a dynamic list without filters', () => ({ processingType: 'DYNAMIC' })],
    ['a processing type that does not exist (F112)', () => ({ processingType: 'MAGIC' })],
  ];
  for (const [what, request] of refusedLists) {
    test(`create refuses ${what}`, () => assert.rejects(create(request()), bad));
  }

  test('getById, getByName and getAll answer one list, with filters when asked (F111)', async () => {
    const { listId, name } = await create({ processingType: 'DYNAMIC', filterBranch: named('Ada') });
    const { list } = await listsApi.getById(listId, true);
    assert.deepEqual([list.listId, list.filterBranch.filterBranchType], [listId, 'OR']);
    assert.equal((await listsApi.getById(listId)).list.filterBranch, undefined);
    assert.equal((await listsApi.getByName(name, contactType)).list.listId, listId);
    assert.deepEqual(
      (await listsApi.getAll([listId])).lists.map((one) => one.listId),
      [listId],
    );
  });

  test('getById, getByName and updateName do not find what is not there', async () => {
    await assert.rejects(listsApi.getById('999999'), refusal(404));
    await assert.rejects(listsApi.getByName('nobody', contactType), refusal(404));
    await assert.rejects(listsApi.updateName('999999', newName()), refusal(404));
  });

  test('getAll refuses a flag that is none', () => assert.rejects(listsApi.getAll([], 'perhaps'), bad));

  test('doSearch finds by name, and pages by offset (F111)', async () => {
    for (const number of [1, 2, 3]) {
      await create({ name: `VIP ${number}` });
    }
    const search = (offset) => listsApi.doSearch({ query: 'vip', offset, count: 2, additionalProperties: [] });
    const first = await search(0);
    assert.deepEqual([first.total, first.hasMore, first.lists.length], [3, true, 2]);
    assert.equal(first.lists[0].additionalProperties.hs_list_size, '0');
    const rest = await search(first.offset);
    assert.deepEqual([rest.hasMore, rest.lists.map(({ name }) => name)], [false, ['VIP 3']]);
  });

  test('doSearch refuses more than five hundred a page (F111)', () =>
    assert.rejects(listsApi.doSearch({ query: '', offset: 0, count: 501, additionalProperties: [] }), bad));

  test('updateName gives a list a new name and version', async () => {
    const { listId, listVersion } = await create();
    const { updatedList } = await listsApi.updateName(listId, 'Renamed');
    assert.equal(updatedList.name, 'Renamed');
    assert.ok(updatedList.listVersion > listVersion);
  });

  test('updateListFilters changes who is in a dynamic list, and refuses a manual one (F112)', async () => {
    const id = await createContact({ firstname: 'Grace' });
    const { listId } = await create({ processingType: 'DYNAMIC', filterBranch: named('Nobody') });
    assert.deepEqual(await membersOf(listId), []);
    await listsApi.updateListFilters(listId, { filterBranch: named('Grace') });
    await control(world.ready, 'POST', '/worlds/default/clock/run_until_quiet', {});
    assert.deepEqual(await membersOf(listId), [id]);
    const manual = await create();
    await assert.rejects(listsApi.updateListFilters(manual.listId, { filterBranch: named('Grace') }), bad);
  });

  test('remove and restore answer 204, and refuse what was never there (F109)', async () => {
    const { listId } = await create();
    assert.equal(await listsApi.remove(listId), undefined);
    await assert.rejects(listsApi.getById(listId), notFound);
    assert.equal(await listsApi.restore(listId), undefined);
    assert.equal((await listsApi.getById(listId)).list.listId, listId);
    await assert.rejects(listsApi.remove('999999'), notFound);
    await assert.rejects(listsApi.restore('999999'), notFound);
  });
});

describe('lists.membershipsApi', () => {
  test('add, remove and addAndRemove tell what they did (F110)', async () => {
    const { listId } = await create();
    const [ada, grace] = [await createContact(), await createContact()];
    const added = await membershipsApi.add(listId, [ada, '1']);
    assert.deepEqual([added.recordsIdsAdded, added.recordIdsRemoved, added.recordIdsMissing], [[ada], [], ['1']]);
    const swapped = await membershipsApi.addAndRemove(listId, { recordIdsToAdd: [grace], recordIdsToRemove: [ada] });
    assert.deepEqual([swapped.recordsIdsAdded, swapped.recordIdsRemoved], [[grace], [ada]]);
    assert.deepEqual(await membersOf(listId), [grace]);
    assert.deepEqual((await membershipsApi.remove(listId, [grace])).recordIdsRemoved, [grace]);
    assert.deepEqual(await membersOf(listId), []);
  });

  test('addAllFromList and removeAll answer 204 (F109, F110)', async () => {
    const [source, target] = [await create(), await create()];
    const id = await createContact();
    await membershipsApi.add(source.listId, [id]);
    assert.equal(await membershipsApi.addAllFromList(target.listId, source.listId), undefined);
    assert.deepEqual(await membersOf(target.listId), [id]);
    assert.equal(await membershipsApi.removeAll(target.listId), undefined);
    assert.deepEqual(await membersOf(target.listId), []);
  });

  test('getPage is in the order of ids, getPageOrderedByAddedToListDate in that of joining (F109)', async () => {
    const { listId } = await create();
    const ids = [await createContact(), await createContact()];
    const joined = [...ids].reverse();
    for (const id of joined) {
      await membershipsApi.add(listId, [id]);
    }
    for (const [method, expected] of [
      ['getPage', ids],
      ['getPageOrderedByAddedToListDate', joined],
    ]) {
      const first = await membershipsApi[method](listId, undefined, undefined, 1);
      const rest = await membershipsApi[method](listId, first.paging.next.after, undefined, 1);
      const pages = [...first.results, ...rest.results];
      assert.deepEqual(
        pages.map(({ recordId }) => recordId),
        expected,
        method,
      );
      assert.ok(pages[0].membershipTimestamp instanceof Date);
      assert.equal(rest.paging, undefined);
    }
  });

  test('getLists tells the lists that a contact is in (F112)', async () => {
    const { listId } = await create();
    const id = await createContact();
    await membershipsApi.add(listId, [id]);
    const { results } = await membershipsApi.getLists(contactType, id);
    assert.deepEqual(
      results.map((membership) => membership.listId),
      [listId],
    );
    assert.ok(results[0].firstAddedTimestamp instanceof Date);
  });

  test('nobody is put into a dynamic list (F110)', async () => {
    const { listId } = await create({ processingType: 'DYNAMIC', filterBranch: named('Ada') });
    const { listId: source } = await create();
    const calls = {
      add: [['1']],
      addAllFromList: [source],
      addAndRemove: [{ recordIdsToAdd: ['1'], recordIdsToRemove: [] }],
      remove: [['1']],
      removeAll: [],
    };
    for (const [method, parameters] of Object.entries(calls)) {
      await assert.rejects(membershipsApi[method](listId, ...parameters), bad, method);
    }
  });

  test('a page has at most 250 members (F109)', async () => {
    const { listId } = await create();
    for (const method of ['getPage', 'getPageOrderedByAddedToListDate']) {
      await assert.rejects(membershipsApi[method](listId, undefined, undefined, 251), bad, method);
    }
  });

  test('getLists refuses a contact that is not there', () =>
    assert.rejects(membershipsApi.getLists(contactType, '1'), notFound));
});

const leftOut = {
  'folders arrange lists for those who look at them; no sync sees them': [
    'foldersApi.create',
    'foldersApi.getAll',
    'foldersApi.move',
    'foldersApi.moveList',
    'foldersApi.remove',
    'foldersApi.rename',
  ],
  'a list that turns into another kind at some time is a matter of its owner': [
    'listsApi.cancelConversion',
    'listsApi.getConversionDetails',
    'listsApi.scheduleOrUpdateConversion',
  ],
  'ids of the lists API, version 1, which no world has': [
    'mappingApi.translateLegacyListIdToListId',
    'mappingApi.translateLegacyListIdToListIdBatch',
  ],
};

test('a method that is left out is refused as HubSpot refuses', async () => {
  // The client sends no conversion that is not one of its two kinds.
  const conversion = { conversionType: 'CONVERSION_DATE', year: 2027, month: 1, day: 1 };
  const parametersOf = (name, arity) =>
    name === 'listsApi.scheduleOrUpdateConversion' ? ['1', conversion] : meaningless(name, arity);
  const names = Object.values(leftOut).flat();
  const outcomes = await methods.outcomes((error) => error, { names, parametersOf });
  for (const [name, { code, body }] of Object.entries(outcomes)) {
    assert.ok(code === 404 || code === 405, `${name} answered ${code}`);
    assert.equal(body.status, 'error', name);
  }
});

test('every method for lists was answered and refused, or is known to be left out', () =>
  methods.assertDriven({ leftOut }));

testRefusalsOfEveryMethod(
  () => world,
  (client) => client.crm.lists,
  { without: Object.values(leftOut).flat() },
);
