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
let foldersApi;
let listsApi;
let mappingApi;
let membershipsApi;
before(async () => {
  world = await serve({ seed: 4 });
  const scopes = ['crm.objects.contacts.read', 'crm.objects.contacts.write', 'crm.lists.read', 'crm.lists.write'];
  const { access_token: accessToken } = await control(world.ready, 'POST', '/worlds/default/hubspot/grant', { scopes });
  const { crm } = hubspotClient(world.ready, { accessToken });
  ({ contacts } = crm);
  methods = new Methods(apisOf(crm.lists));
  ({ foldersApi, listsApi, mappingApi, membershipsApi } = crm.lists);
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

describe('lists.foldersApi', () => {
  const root = async () => (await foldersApi.getAll()).folder;

  test('folders hold lists and folders', async () => {
    const { folder: outer } = await foldersApi.create({ name: 'Outer' });
    const { folder: inner } = await foldersApi.create({ name: 'Inner', parentFolderId: outer.id });
    const { listId } = await create();
    await foldersApi.moveList({ listId, newFolderId: inner.id });
    const { folder } = await foldersApi.getAll(inner.id);
    assert.deepEqual([folder.childLists, folder.parentFolderId], [[Number(listId)], outer.id]);
    assert.ok(folder.createdAt instanceof Date);
    await foldersApi.move(inner.id, '0');
    await foldersApi.rename(outer.id, 'Other');
    assert.deepEqual(
      (await root()).childNodes.map(({ name }) => name),
      ['Other', 'Inner'],
    );
    await foldersApi.remove(outer.id);
    assert.equal((await root()).childNodes.length, 1);
  });

  test('what no tree can be is refused', async () => {
    const { folder: outer } = await foldersApi.create({ name: 'Outer' });
    const { folder: inner } = await foldersApi.create({ name: 'Inner', parentFolderId: outer.id });
    await assert.rejects(foldersApi.move(outer.id, inner.id), bad);
    await assert.rejects(foldersApi.remove(outer.id), bad);
    await assert.rejects(foldersApi.rename(outer.id, ''), bad);
    await assert.rejects(foldersApi.create({ name: ' ' }), bad);
    await assert.rejects(foldersApi.getAll('99'), notFound);
    await assert.rejects(foldersApi.moveList({ listId: '999', newFolderId: inner.id }), notFound);
  });
});

describe('conversions and ids of other times', () => {
  const conversion = { conversionType: 'CONVERSION_DATE', year: 2027, month: 1, day: 1 };

  test('a dynamic list is to become a static one, until that is cancelled', async () => {
    const { listId } = await create({ processingType: 'DYNAMIC', filterBranch: named('Ada') });
    const planned = await listsApi.scheduleOrUpdateConversion(listId, conversion);
    assert.deepEqual({ ...planned.requestedConversionTime }, conversion);
    assert.equal((await listsApi.getConversionDetails(listId)).listId, listId);
    await listsApi.cancelConversion(listId);
    await assert.rejects(listsApi.getConversionDetails(listId), notFound);
    await assert.rejects(listsApi.scheduleOrUpdateConversion((await create()).listId, conversion), bad);
    await assert.rejects(listsApi.cancelConversion('999'), notFound);
  });

  test('no list has an id of the older API', async () => {
    await assert.rejects(mappingApi.translateLegacyListIdToListId('1'), notFound);
    const { missingLegacyListIds } = await mappingApi.translateLegacyListIdToListIdBatch(['1', '2']);
    assert.deepEqual(missingLegacyListIds, ['1', '2']);
    const tooMany = Array.from({ length: 10_001 }, (_, id) => String(id));
    await assert.rejects(mappingApi.translateLegacyListIdToListIdBatch(tooMany), bad);
  });
});

const leftOut = {
  'no list has an id of the older API': ['mappingApi.translateLegacyListIdToListId'],
};

test('every method for lists was answered and refused, or is known to be left out', () =>
  methods.assertDriven({ leftOut }));

// The client sends no conversion that is not one of its two kinds.
const parametersOf = (name, arity) =>
  name === 'listsApi.scheduleOrUpdateConversion'
    ? ['1', { conversionType: 'CONVERSION_DATE', year: 2027, month: 1, day: 1 }]
    : meaningless(name, arity);

testRefusalsOfEveryMethod(
  () => world,
  (client) => client.crm.lists,
  { parametersOf },
);
