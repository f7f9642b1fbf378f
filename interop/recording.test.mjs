// What the services' own clients do is recorded, redacted, lifted, edited by hand, and replayed.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { control, hubspotClient, peopleClient, ended, run, serve, startedWithLine } from './lockstep.mjs';
import { behindTls, catchUp, connector, makeCertificate, sync } from './recorder.mjs';

const wilhelmina = { firstname: 'Wilhelmina', lastname: 'Drosselmeier', email: 'w.drosselmeier@quux-werke.example', company: 'Quux Werke' };
const gottfried = { firstname: 'Gottfried', lastname: 'Immerwahr', email: 'gottfried@immerwahr.example', phone: '+49 89 12345678' };
const thelma = {
  names: [{ givenName: 'Thelma', familyName: 'Ångström' }],
  emailAddresses: [{ value: 'thelma@angstrom.example', type: 'work' }],
  phoneNumbers: [{ value: '+1 415 555 0142', type: 'mobile' }],
};

/** A file of JSON in which whole lines are comments. */
const parsed = (text) => JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));

describe('a recording of three passes between which users edit', () => {
  let folder;
  let recording;
  let scenario;
  let refusal;
  const inFolder = (name) => path.join(folder, name);

  /** The same again by a recorder that does not know the certificate. */
  async function whatASuspiciousRecorderAnswers(url) {
    const recorder = await startedWithLine(
      ['record', '--out', inFolder('refused.jsonl'), '--key', inFolder('key'), '--until-stdin-closes', '--hubspot', url],
    );
    const answer = await fetch(`${recorder.ready.hubspot.base_url}/crm/v3/objects/contacts`);
    await recorder.stop();
    return { status: answer.status, body: await answer.json() };
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-recording-'));
    const world = await serve({ seed: 20261128, start: new Date().toISOString() });
    const { ready } = world;
    const hubspot = hubspotClient(ready);
    const google = peopleClient(ready);
    await hubspot.crm.contacts.basicApi.create({ properties: wilhelmina });
    const second = await hubspot.crm.contacts.basicApi.create({ properties: gottfried });
    const { data: person } = await google.people.createContact({ requestBody: thelma, personFields: 'names' });

    const certificate = makeCertificate(folder);
    const secured = await behindTls(ready.hubspot.base_url, certificate);
    const recorder = await startedWithLine(
      ['record', '--out', inFolder('monday.jsonl'), '--key', inFolder('key'), '--until-stdin-closes',
        '--hubspot', secured.url, '--google', ready.google.base_url],
      { SSL_CERT_FILE: certificate.cert },
    );
    const config = JSON.parse(await readFile(world.config, 'utf8'));
    Object.assign(config.hubspot, recorder.ready.hubspot);
    Object.assign(config.google, recorder.ready.google);
    const pass = async () => {
      await catchUp(ready);
      const { now } = await control(ready, 'GET', '/clock');
      await writeFile(inFolder('config.json'), JSON.stringify({ ...config, now, state_dir: inFolder('state') }));
      await sync(inFolder('config.json'));
    };

    await pass();
    await catchUp(ready);
    await hubspot.crm.contacts.basicApi.update(second.id, { properties: { company: 'Immerwahr Optik', phone: '+49 89 87654321' } });
    const { data: before } = await google.people.get({ resourceName: person.resourceName, personFields: 'names,metadata' });
    await google.people.updateContact({
      resourceName: person.resourceName,
      updatePersonFields: 'names',
      requestBody: { etag: before.etag, names: [{ givenName: 'Thelma', familyName: 'Öberg' }] },
    });
    await pass();
    await catchUp(ready);
    await hubspot.crm.contacts.basicApi.archive(second.id);
    await pass();
    await recorder.stop();
    refusal = await whatASuspiciousRecorderAnswers(secured.url);
    await secured.stop();
    await world.stop();
    recording = await readFile(inFolder('monday.jsonl'), 'utf8');
  });
  after(() => rm(folder, { recursive: true }));

  test('nothing of the people is in it, and each request is', () => {
    for (const canary of ['ilhelmina', 'rosselmeier', 'mmerwahr', 'helma', 'ngström', 'Öberg', '1234567', '87654321', '5550142', '555 0142']) {
      for (const form of new Set([canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1), Buffer.from(canary).toString('base64').slice(0, -4)])) {
        assert.ok(!recording.includes(form), `${canary} as ${form}`);
      }
    }
    assert.ok(recording.includes('/v1/people/me/connections?'));
  });

  test('a certificate that nobody knows is not spoken to', () => {
    assert.equal(refusal.status, 502);
    assert.match(refusal.body.error.message, /did not reach the service/);
  });

  test('it lifts to a scenario without a gap', async () => {
    const { stdout } = await run('lift', inFolder('monday.jsonl'), '--out', inFolder('monday.jsonc'), '--json');
    assert.deepEqual(JSON.parse(stdout).gaps, []);
    scenario = await readFile(inFolder('monday.jsonc'), 'utf8');
    const { given, when } = parsed(scenario);
    assert.equal(given.hubspot.length, 2);
    assert.equal(given.google.length, 1);
    assert.deepEqual(when.filter((step) => step.sync).length, 3);
    assert.ok(when.some((step) => step.delete), JSON.stringify(when));
  });

  test('it replays on the built-in engine, by function call and over HTTP, and on the connector that it is of', async () => {
    await run('replay', inFolder('monday.jsonc'), '--in-process');
    await run('replay', inFolder('monday.jsonc'));
    await run('replay', inFolder('monday.jsonc'), '--connector', connector);
    await run('replay', inFolder('monday.jsonl'), '--in-process');
  });

  test('edited by hand, it asks for what the hand wrote', async () => {
    const { when } = parsed(scenario);
    const { company } = when.map((step) => step.edit?.set).find((set) => set?.company);
    const other = scenario.replaceAll(JSON.stringify(company), '"Wroclaw Glass"');
    assert.notEqual(other, scenario);
    await writeFile(inFolder('edited.jsonc'), other);
    await run('replay', inFolder('edited.jsonc'), '--connector', connector);

    const at = other.indexOf('"then"');
    await writeFile(inFolder('wrong.jsonc'), other.slice(0, at) + other.slice(at).replaceAll('"Wroclaw Glass"', '"Breslau Glass"'));
    const { code, stdout } = await ended('replay', inFolder('wrong.jsonc'), '--connector', connector);
    assert.equal(code, 1);
    assert.match(stdout, /Breslau Glass/);
    assert.match(stdout, /Wroclaw Glass/);
    assert.match(stdout, /company|organizations/);
  });
});
