// Debian's goobook, a program for Google's contacts of 2009 to 2022, made with Google's client for Python.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { peopleClient, serve } from './lockstep.mjs';

const program = '/usr/bin/goobook';
const sitecustomize = path.join(path.dirname(fileURLToPath(import.meta.url)), 'goobook');

function reasonToSkip() {
  try {
    accessSync(program);
    return false;
  } catch {
    return `${program} is not installed: apt-get install goobook`;
  }
}

describe('goobook', { skip: reasonToSkip() }, () => {
  let world;
  let folder;
  let people;
  before(async () => {
    world = await serve({ seed: 12 });
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-goobook-'));
    ({ people } = peopleClient(world.ready));
    await people.createContact({
      requestBody: {
        names: [{ givenName: 'Ada', familyName: 'Lovelace' }],
        emailAddresses: [{ value: 'ada@example.com', type: 'home' }],
        birthdays: [{ date: { year: 1815, month: 12, day: 10 } }],
      },
    });
    await people.createContact({
      requestBody: { names: [{ givenName: 'Grace' }], phoneNumbers: [{ value: '+1 415 555 0100' }] },
    });
    await writeFile(
      path.join(folder, 'goobookrc'),
      `[DEFAULT]\noauth_db_filename: ${folder}/auth.json\ncache_filename: ${folder}/cache\n`,
    );
    await writeFile(path.join(folder, 'auth.json'), JSON.stringify(credentials(world.ready.google)));
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true });
  });

  /** As `goobook authenticate` would have stored them a while ago: the access token is refreshed first. */
  const credentials = (google) => ({
    _module: 'oauth2client.client',
    _class: 'OAuth2Credentials',
    client_id: google.client_id,
    client_secret: google.client_secret,
    refresh_token: google.refresh_token,
    access_token: 'of a while ago',
    token_expiry: '2020-01-01T00:00:00Z',
    token_uri: google.token_url,
    user_agent: null,
    revoke_uri: null,
    id_token: null,
    token_response: null,
    scopes: [],
    token_info_uri: null,
    invalid: false,
  });

  /** What it prints. `pageSize`: see sitecustomize.py. */
  async function goobook(parameters, { pageSize = '1000' } = {}) {
    const { stdout } = await promisify(execFile)(program, ['-c', path.join(folder, 'goobookrc'), ...parameters], {
      env: {
        ...process.env,
        HOME: folder,
        LC_ALL: 'C.UTF-8',
        PYTHONPATH: sitecustomize,
        PYTHONDONTWRITEBYTECODE: '1',
        LOCKSTEP_GOOGLE_URL: world.ready.google.base_url,
        ...(pageSize && { LOCKSTEP_PAGE_SIZE: pageSize }),
      },
    });
    return stdout;
  }

  test('lists contacts, with the discovery document and a refreshed token', async () => {
    const persons = JSON.parse(await goobook(['dump_contacts']));
    assert.deepEqual(persons.map(({ names }) => names[0].displayName).sort(), ['Ada Lovelace', 'Grace']);
    const stored = JSON.parse(await readFile(path.join(folder, 'auth.json')));
    assert.match(stored.access_token, /^ya29\./);
  });

  test('lists page after page', async () => {
    assert.equal(JSON.parse(await goobook(['dump_contacts'], { pageSize: '1' })).length, 2);
    assert.ok(JSON.parse(await goobook(['dump_groups'], { pageSize: '1' })).some(({ name }) => name === 'myContacts'));
  });

  test('finds contacts by a part of the name and shows what they are', async () => {
    assert.equal(await goobook(['query', '--simple', 'lovel']), 'Ada Lovelace <ada@example.com>\n');
    const details = await goobook(['dquery', 'grace']);
    assert.match(details, /^Phone:\n\t \+1 415 555 0100/m);
  });

  test('adds contacts, with and without a phone number', async () => {
    await goobook(['add', 'Edith', 'edith@example.com', '+1 415 555 0101']);
    await goobook(['add', 'Hedy', 'hedy@example.com']);
    assert.equal(await goobook(['query', '--simple', 'edith']), 'Edith <edith@example.com>\n');
    const { data } = await people.connections.list({
      resourceName: 'people/me',
      personFields: 'names,emailAddresses,phoneNumbers',
    });
    const added = data.connections.filter(({ names }) => ['Edith', 'Hedy'].includes(names[0].givenName));
    assert.deepEqual(
      added.map(({ emailAddresses, phoneNumbers }) => [emailAddresses[0].value, phoneNumbers?.[0].value]).sort(),
      [
        ['edith@example.com', '+1 415 555 0101'],
        ['hedy@example.com', undefined],
      ],
    );
  });

  test('as it is, asks for more than a page may hold, and is refused as by Google (G15)', () =>
    assert.rejects(goobook(['dump_contacts'], { pageSize: null }), /Page size must be less than or equal to 1000/));
});
