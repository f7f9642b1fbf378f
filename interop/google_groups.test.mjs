// Google's own client drives every method of `contactGroups` and `otherContacts`.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { refusal } from './google_refusals.mjs';
import { control, peopleClient, serve } from './lockstep.mjs';
import { Methods } from './methods.mjs';

let world;
let methods;
let people;
let contactGroups;
let otherContacts;
before(async () => {
  world = await serve({ seed: 11 });
  ({ people, contactGroups, otherContacts } = peopleClient(world.ready));
  methods = new Methods({ contactGroups, 'contactGroups.members': contactGroups.members, otherContacts });
});
after(() => world.stop());

const invalid = (message) => refusal(400, 'INVALID_ARGUMENT', message);
const notFound = refusal(404, 'NOT_FOUND');

const createGroup = async (name) => (await contactGroups.create({ requestBody: { contactGroup: { name } } })).data;
const createContact = async (givenName) =>
  (await people.createContact({ requestBody: { names: [{ givenName }] } })).data;
const read = async (resourceName, parameters = {}) => (await contactGroups.get({ resourceName, ...parameters })).data;

describe('contactGroups', () => {
  test('create answers the group; a second one of the name is 409 (G26, G97)', async () => {
    const group = await createGroup('Team');
    assert.match(group.resourceName, /^contactGroups\/[0-9a-f]+$/);
    assert.deepEqual([group.groupType, group.formattedName], ['USER_CONTACT_GROUP', 'Team']);
    await assert.rejects(createGroup('Team'), { status: 409 });
  });

  test("list begins with the system's groups, pages, and syncs (G92, G96)", async () => {
    await createGroup('A');
    const groups = [];
    let page = {};
    do {
      ({ data: page } = await contactGroups.list({ pageSize: 4, pageToken: page.nextPageToken }));
      groups.push(...page.contactGroups);
      assert.ok(page.nextSyncToken);
    } while (page.nextPageToken);
    const system = groups.filter(({ groupType }) => groupType === 'SYSTEM_CONTACT_GROUP').map(({ name }) => name);
    assert.equal(system.length, 8);
    assert.ok(system.includes('myContacts'));
    const changed = await createGroup('B');
    const { data } = await contactGroups.list({ syncToken: page.nextSyncToken, pageSize: 4 });
    assert.deepEqual(
      data.contactGroups.map(({ resourceName }) => resourceName),
      [changed.resourceName],
    );
  });

  test('list refuses a field that groups have not (G28)', () =>
    assert.rejects(
      contactGroups.list({ groupFields: 'formatted_name' }),
      invalid(/^Invalid groupFields mask path: "formatted_name"/),
    ));

  test('get and batchGet name members only when asked, and tell what is not there (G27, G77)', async () => {
    const { resourceName } = await createGroup('Members');
    const ann = (await createContact('Ann')).resourceName;
    await contactGroups.members.modify({ resourceName, requestBody: { resourceNamesToAdd: [ann] } });
    assert.equal((await read(resourceName)).memberResourceNames, undefined);
    assert.deepEqual((await read(resourceName, { maxMembers: 10 })).memberResourceNames, [ann]);
    const { data } = await contactGroups.batchGet({
      resourceNames: [resourceName, 'contactGroups/nowhere'],
      maxMembers: 1,
    });
    assert.deepEqual(
      data.responses.map(({ contactGroup, status }) => [contactGroup?.name, status?.code]),
      [
        ['Members', undefined],
        [undefined, 5],
      ],
    );
    await assert.rejects(read('contactGroups/nowhere'), notFound);
    await assert.rejects(contactGroups.batchGet({ resourceNames: [] }), invalid());
  });

  test('update renames, and refuses an outdated etag with 409 ABORTED (G79)', async () => {
    const group = await createGroup('Old');
    const rename = (name) =>
      contactGroups.update({
        resourceName: group.resourceName,
        requestBody: { contactGroup: { name, etag: group.etag } },
      });
    assert.equal((await rename('New')).data.name, 'New');
    await assert.rejects(rename('Newer'), refusal(409, 'ABORTED', /^Contact group etag is outdated/));
  });

  test('delete keeps the contacts, or takes them along (G98)', async () => {
    for (const deleteContacts of [false, true]) {
      const { resourceName } = await createGroup(`Delete ${deleteContacts}`);
      const ann = (await createContact('Ann')).resourceName;
      await contactGroups.members.modify({ resourceName, requestBody: { resourceNamesToAdd: [ann] } });
      assert.deepEqual((await contactGroups.delete({ resourceName, deleteContacts })).data, {});
      const isThere = people.get({ resourceName: ann, personFields: 'names' });
      await (deleteContacts ? assert.rejects(isThere, notFound) : isThere);
    }
    await assert.rejects(contactGroups.delete({ resourceName: 'contactGroups/starred' }), { status: 400 });
  });
});

describe('contactGroups.members', () => {
  test('modify adds and removes, but never from the last group (G25)', async () => {
    const { resourceName } = await createGroup('Last');
    const ann = (await createContact('Ann')).resourceName;
    const modify = async (group, requestBody) =>
      (await contactGroups.members.modify({ resourceName: group, requestBody })).data;
    const { notFoundResourceNames } = await modify(resourceName, { resourceNamesToAdd: [ann, 'people/c1'] });
    assert.deepEqual(notFoundResourceNames, ['people/c1']);
    await modify('contactGroups/myContacts', { resourceNamesToRemove: [ann] });
    const kept = await modify(resourceName, { resourceNamesToRemove: [ann] });
    assert.deepEqual(kept.canNotRemoveLastContactGroupResourceNames, [ann]);
  });

  test('modify refuses more than a thousand names, and groups that take none (G25)', async () => {
    const modify = (resourceName, resourceNamesToAdd) =>
      contactGroups.members.modify({ resourceName, requestBody: { resourceNamesToAdd } });
    const names = Array.from({ length: 1001 }, (_, at) => `people/c${at + 1}`);
    await assert.rejects(modify('contactGroups/starred', names), invalid());
    await assert.rejects(modify('contactGroups/friends', [(await createContact('Ann')).resourceName]), { status: 400 });
  });
});

describe('otherContacts', () => {
  const readMask = 'names,emailAddresses';
  const add = async (email) => {
    const { ready } = world;
    const person = { names: [{ givenName: 'Olga' }], emailAddresses: [{ value: email }] };
    const { resource_name: name } = await control(ready, 'POST', '/worlds/default/google/add_contact', {
      account: ready.google.account,
      person,
      folder: 'other',
    });
    return name.replace(/^people\//, 'otherContacts/');
  };

  test('list and search find them by name and address (G24)', async () => {
    const olga = await add('olga@example.com');
    const { data } = await otherContacts.list({ readMask, pageSize: 10 });
    assert.deepEqual(
      data.otherContacts.map(({ resourceName }) => resourceName),
      [olga],
    );
    await otherContacts.search({ query: '', readMask });
    const found = (await otherContacts.search({ query: 'olga@', readMask })).data.results;
    assert.deepEqual(
      found.map(({ person }) => person.resourceName),
      [olga],
    );
  });

  test('copyOtherContactToMyContactsGroup makes a contact of one (G40, G95)', async () => {
    const resourceName = await add('petra@example.com');
    const copy = () =>
      otherContacts.copyOtherContactToMyContactsGroup({ resourceName, requestBody: { copyMask: readMask } });
    const { data } = await copy();
    assert.equal(data.emailAddresses[0].value, 'petra@example.com');
    assert.equal(data.memberships[0].contactGroupMembership.contactGroupResourceName, 'contactGroups/myContacts');
    await assert.rejects(copy(), notFound);
  });

  test('list and search want a mask of what they can show (G24, G34)', async () => {
    await assert.rejects(otherContacts.list({}), invalid(/^readMask is required/));
    await assert.rejects(otherContacts.search({ query: 'o', readMask: 'photos' }), invalid());
  });
});

test('every method of contactGroups and otherContacts was answered and refused', () => methods.assertDriven());
