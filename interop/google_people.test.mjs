// Google's own client drives every method of `people`.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { refusal, testRefusalsOfEveryMethod } from './google_refusals.mjs';
import { control, googleAuth, peopleClient, serve } from './lockstep.mjs';
import { Methods } from './methods.mjs';

const personFields = 'names,emailAddresses,phoneNumbers,metadata';
let world;
let methods;
let people;
before(async () => {
  world = await serve({ seed: 3 });
  ({ people } = peopleClient(world.ready));
  methods = new Methods({ people, 'people.connections': people.connections });
});
after(() => world.stop());

const invalid = (message) => refusal(400, 'INVALID_ARGUMENT', message);
const notFound = refusal(404, 'NOT_FOUND');

const create = async (givenName, person = {}) =>
  (await people.createContact({ personFields, requestBody: { names: [{ givenName }], ...person } })).data;
const read = async (resourceName, fields = personFields) =>
  (await people.get({ resourceName, personFields: fields })).data;
const update = async (person, updatePersonFields, more) =>
  (
    await people.updateContact({
      resourceName: person.resourceName,
      updatePersonFields,
      personFields,
      requestBody: { etag: person.etag, ...more },
    })
  ).data;

describe('people', () => {
  test('createContact and get answer the forms that the server makes (G48, G51, G52)', async () => {
    const created = await create('Ada', { phoneNumbers: [{ value: '(415) 555-0100', type: 'mobile' }] });
    const person = await read(created.resourceName);
    assert.equal(person.names[0].displayName, 'Ada');
    assert.deepEqual(
      [person.phoneNumbers[0].canonicalForm, person.phoneNumbers[0].formattedType],
      ['+14155550100', 'Mobile'],
    );
    assert.equal(person.etag, created.etag);
  });

  test('createContact refuses a person without a field, and a second name (G47, G61)', async () => {
    await assert.rejects(
      people.createContact({ requestBody: {} }),
      invalid(/non-metadata contact field|must contain a person/),
    );
    const names = [{ givenName: 'Ada' }, { givenName: 'Augusta' }];
    await assert.rejects(
      people.createContact({ requestBody: { names } }),
      invalid(/^Cannot have more than one person.names per source.$/),
    );
  });

  test('get wants a mask, knows its paths, and knows who is there (G34, G35, G77)', async () => {
    await assert.rejects(people.get({ resourceName: 'people/me' }), invalid(/^personFields mask is required/));
    await assert.rejects(
      people.get({ resourceName: 'people/me', personFields: 'bananas' }),
      invalid(/^Invalid personFields mask path: "bananas"/),
    );
    await assert.rejects(read('people/c1'), notFound);
  });

  test('get of what is no person is a page of HTML, as every unknown path (G7, G132)', () =>
    assert.rejects(
      read('bananas/1'),
      ({ status, message }) => status === 404 && message.includes('<code>/v1/bananas/1</code>'),
    ));

  test('get answers a part of the person when asked with `fields` (G3)', async () => {
    const { resourceName } = await create('Partial');
    const { data } = await people.get({ resourceName, personFields, fields: 'names(displayName)' });
    assert.deepEqual(data, { names: [{ displayName: 'Partial' }] });
  });

  test('updateContact replaces what the mask names, and clears what is empty (G32)', async () => {
    const person = await create('Grace', { phoneNumbers: [{ value: '+14155550101' }] });
    const updated = await update(person, 'names,phoneNumbers', {
      names: [{ givenName: 'Grace B.' }],
      phoneNumbers: [],
    });
    assert.deepEqual([updated.names[0].givenName, updated.phoneNumbers], ['Grace B.', undefined]);
  });

  test('updateContact refuses a stale etag and a missing one, and wants the next from its answer (G68, G70, G71)', async () => {
    const person = await create('Grace');
    const names = (givenName) => ({ names: [{ givenName }] });
    const updated = await update(person, 'names', names('Grace B.'));
    await assert.rejects(
      update(person, 'names', names('Grace M.')),
      refusal(400, 'FAILED_PRECONDITION', /^Request person.etag is different/),
    );
    await assert.rejects(
      update({ ...updated, etag: undefined }, 'names', names('Grace M.')),
      refusal(400, 'INVALID_ARGUMENT', /must set person.etag/),
    );
    await update(updated, 'names', names('Grace M.'));
  });

  test('deleteContact answers {}; then the contact is not there (G9, G77)', async () => {
    const { resourceName } = await create('Gone');
    assert.deepEqual((await people.deleteContact({ resourceName })).data, {});
    await assert.rejects(read(resourceName), notFound);
    await assert.rejects(people.deleteContact({ resourceName }), notFound);
  });

  test('getBatchGet answers name by name, whether there or not (G18)', async () => {
    const { resourceName } = await create('Batch');
    const { data } = await people.getBatchGet({ resourceNames: [resourceName, 'people/c1'], personFields });
    assert.deepEqual(
      data.responses.map(({ requestedResourceName }) => requestedResourceName),
      [resourceName, 'people/c1'],
    );
    assert.deepEqual([data.responses[0].person.resourceName, data.responses[1].status.code], [resourceName, 5]);
  });

  test('getBatchGet refuses more than two hundred names (G18)', () => {
    const resourceNames = Array.from({ length: 201 }, (_, at) => `people/c${at + 1}`);
    return assert.rejects(people.getBatchGet({ resourceNames, personFields }), invalid());
  });

  test('batchCreateContacts, batchUpdateContacts and batchDeleteContacts do many at once (G9, G20, G21)', async () => {
    const contacts = ['One', 'Two'].map((givenName) => ({ contactPerson: { names: [{ givenName }] } }));
    const made = await people.batchCreateContacts({ requestBody: { contacts, readMask: 'names' } });
    const persons = made.data.createdPeople.map(({ person }) => person);
    assert.deepEqual(
      persons.map(({ names }) => names[0].givenName),
      ['One', 'Two'],
    );
    const changed = Object.fromEntries(
      persons.map(({ resourceName, etag }) => [resourceName, { etag, names: [{ givenName: 'New' }] }]),
    );
    const updated = await people.batchUpdateContacts({
      requestBody: { contacts: changed, updateMask: 'names', readMask: 'names' },
    });
    assert.deepEqual(
      Object.values(updated.data.updateResult).map(({ person }) => person.names[0].givenName),
      ['New', 'New'],
    );
    const resourceNames = persons.map(({ resourceName }) => resourceName);
    assert.deepEqual((await people.batchDeleteContacts({ requestBody: { resourceNames } })).data, {});
    await assert.rejects(read(resourceNames[0]), notFound);
  });

  test('batchCreateContacts is refused as a whole, and told which contact was wrong (G20)', async () => {
    const twoNames = { names: [{ givenName: 'A' }, { givenName: 'B' }] };
    const contacts = [{ names: [{ givenName: 'Good' }] }, twoNames].map((contactPerson) => ({ contactPerson }));
    await assert.rejects(
      people.batchCreateContacts({ requestBody: { contacts, readMask: 'names' } }),
      ({ response }) => {
        const [details] = response.data.error.details;
        assert.match(details['@type'], /BatchCreateContactsErrorDetails$/);
        assert.deepEqual(Object.keys(details.contactErrors), ['1']);
        return true;
      },
    );
    const { data } = await people.connections.list({
      resourceName: 'people/me',
      personFields: 'names',
      pageSize: 1000,
    });
    assert.ok(data.connections.every(({ names }) => names[0].givenName !== 'Good'));
  });

  test('batchUpdateContacts and batchDeleteContacts refuse what is too much or not there (G20, G77)', async () => {
    const contacts = { 'people/c1': { etag: '%Eg==', names: [{ givenName: 'X' }] } };
    await assert.rejects(
      people.batchUpdateContacts({ requestBody: { contacts, updateMask: 'names', readMask: 'names' } }),
      ({ status }) => status >= 400,
    );
    const resourceNames = Array.from({ length: 501 }, (_, at) => `people/c${at + 1}`);
    await assert.rejects(people.batchDeleteContacts({ requestBody: { resourceNames } }), invalid());
  });

  test('searchContacts finds by the beginnings of words, once it was warmed up (G23)', async () => {
    await create('Katherine Johnson');
    assert.deepEqual((await people.searchContacts({ query: '', readMask: 'names' })).data, {});
    const find = async (query) => (await people.searchContacts({ query, readMask: 'names' })).data.results ?? [];
    assert.equal((await find('kath'))[0].person.names[0].displayName, 'Katherine Johnson');
    assert.deepEqual(await find('herine'), []);
    await assert.rejects(people.searchContacts({ query: 'k' }), invalid(/^readMask is required/));
  });

  test('updateContactPhoto and deleteContactPhoto set a photo and take it away (G22, G57)', async () => {
    const { resourceName } = await create('Photo');
    const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const photoOf = async () => (await read(resourceName, 'photos')).photos[0];
    assert.equal((await photoOf()).default, true);
    const set = await people.updateContactPhoto({
      resourceName,
      requestBody: { photoBytes: onePixel, personFields: 'photos' },
    });
    assert.equal(set.data.person.photos[0].default, undefined);
    assert.equal((await people.deleteContactPhoto({ resourceName })).data.person, undefined);
    assert.equal((await photoOf()).default, true);
    await assert.rejects(people.updateContactPhoto({ resourceName, requestBody: { photoBytes: 'bm8gaW1hZ2U=' } }), {
      status: 400,
    });
    await assert.rejects(people.deleteContactPhoto({ resourceName: 'people/c1' }), notFound);
  });

});

describe('the directory', () => {
  const [profiles, shared] = ['DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE', 'DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT'];
  const both = { readMask: 'names,metadata', sources: [profiles, shared] };
  const namesOf = ({ data }) => (data.people ?? []).map(({ names }) => names[0].givenName);
  const inWorld = (method, path, body) => control(world.ready, method, `/worlds/default${path}`, body);
  const setDomain = (workspace_domain) => inWorld('PATCH', '/options', { google: { workspace_domain } });
  const add = (givenName, shared_contact = false) =>
    inWorld('POST', '/google/add_directory_person', { person: { names: [{ givenName }] }, shared_contact });
  let auth;
  before(async () => {
    const { account } = world.ready.google;
    const scopes = ['https://www.googleapis.com/auth/directory.readonly'];
    const { access_token } = await inWorld('POST', '/google/grant', { account, scopes });
    auth = googleAuth(world.ready);
    auth.setCredentials({ access_token });
  });

  test('listDirectoryPeople and searchDirectoryPeople have nothing for a consumer (G38)', async () => {
    const consumer = refusal(400, 'FAILED_PRECONDITION', /^Must be a G Suite domain user/);
    await assert.rejects(people.listDirectoryPeople({ auth, ...both }), consumer);
    await assert.rejects(people.searchDirectoryPeople({ auth, ...both, query: 'a' }), consumer);
  });

  test('listDirectoryPeople and searchDirectoryPeople want a scope of their own (G112)', async () => {
    const denied = refusal(403, 'PERMISSION_DENIED');
    await assert.rejects(people.listDirectoryPeople(both), denied);
    await assert.rejects(people.searchDirectoryPeople({ ...both, query: 'a' }), denied);
  });

  describe('of a domain', () => {
    before(async () => {
      await setDomain(world.ready.google.account.split('@')[1]);
      await add('Ann');
      await add('Anton');
      await add('Shop', true);
    });
    after(() => setDomain(''));

    test('listDirectoryPeople shows the sources that are asked for (G41)', async () => {
      const of = async (...sources) => namesOf(await people.listDirectoryPeople({ auth, readMask: 'names', sources }));
      assert.deepEqual(await of(profiles), ['Ann', 'Anton']);
      assert.deepEqual(await of(shared), ['Shop']);
      assert.deepEqual(await of(profiles, shared), ['Ann', 'Anton', 'Shop']);
    });

    test('listDirectoryPeople pages to a sync token, which leads to who was added (G80)', async () => {
      const wish = { auth, ...both, pageSize: 2, requestSyncToken: true };
      const first = await people.listDirectoryPeople(wish);
      const second = await people.listDirectoryPeople({ ...wish, pageToken: first.data.nextPageToken });
      assert.deepEqual([...namesOf(first), ...namesOf(second)], ['Ann', 'Anton', 'Shop']);
      assert.equal(second.data.nextPageToken, undefined);
      const since = { ...wish, syncToken: second.data.nextSyncToken };
      assert.deepEqual(namesOf(await people.listDirectoryPeople(since)), []);
      await add('Zoe');
      assert.deepEqual(namesOf(await people.listDirectoryPeople(since)), ['Zoe']);
      await inWorld('POST', '/google/expire_sync_tokens', {});
      await assert.rejects(people.listDirectoryPeople(since), refusal(400, 'FAILED_PRECONDITION', /^Sync token is expired/));
    });

    test('searchDirectoryPeople finds by the beginnings of words and tells how many there are (G14, G41)', async () => {
      const found = await people.searchDirectoryPeople({ auth, ...both, query: 'an', pageSize: 1 });
      assert.deepEqual([namesOf(found), found.data.totalSize], [['Ann'], 2]);
      const { nextPageToken: pageToken } = found.data;
      const rest = await people.searchDirectoryPeople({ auth, ...both, query: 'an', pageSize: 1, pageToken });
      assert.deepEqual(namesOf(rest), ['Anton']);
      assert.deepEqual(namesOf(await people.searchDirectoryPeople({ auth, ...both, query: 'ton' })), []);
    });

    test('listDirectoryPeople and searchDirectoryPeople refuse pages that are too large (G14)', async () => {
      const tooLarge = (most) => invalid(new RegExp(`^Page size must be less than or equal to ${most}.$`));
      await assert.rejects(people.listDirectoryPeople({ auth, ...both, pageSize: 1001 }), tooLarge(1000));
      await assert.rejects(people.searchDirectoryPeople({ auth, ...both, query: 'a', pageSize: 501 }), tooLarge(500));
    });
  });
});

describe('people.connections', () => {
  const list = async (parameters) =>
    (await people.connections.list({ resourceName: 'people/me', personFields, requestSyncToken: true, ...parameters }))
      .data;

  test('list pages to a sync token, which leads to what was changed and deleted (G80, G86)', async () => {
    const first = await list({ pageSize: 1 });
    assert.equal(first.nextSyncToken, undefined);
    let page = first;
    while (page.nextPageToken) {
      page = await list({ pageSize: 1, pageToken: page.nextPageToken });
    }
    const { resourceName } = first.connections[0];
    await people.deleteContact({ resourceName });
    const { connections } = await list({ pageSize: 1, syncToken: page.nextSyncToken });
    assert.deepEqual(
      connections.map((person) => [person.resourceName, person.metadata.deleted]),
      [[resourceName, true]],
    );
  });

  test('list refuses an expired sync token with its reason (G83)', async () => {
    const { nextSyncToken } = await list({ pageSize: 1000 });
    await control(world.ready, 'POST', '/worlds/default/google/expire_sync_tokens', {});
    await assert.rejects(list({ pageSize: 1000, syncToken: nextSyncToken }), (error) => {
      assert.equal(error.response.data.error.details[0].reason, 'EXPIRED_SYNC_TOKEN');
      return refusal(400, 'FAILED_PRECONDITION', /^Sync token is expired/)(error);
    });
  });

  test('list refuses more than a thousand a page (G15)', () =>
    assert.rejects(list({ pageSize: 1001 }), invalid(/^Page size must be less than or equal to 1000.$/)));
});

test('every method of people was answered and refused', () => methods.assertDriven());

testRefusalsOfEveryMethod(() => world);
