// Whatever is made of a recording, and whatever is printed meanwhile: nothing of the people is in it, in no disguise.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { control, ended, serve, startedWithLine } from './lockstep.mjs';
import { catchUp, packing, sync } from './recorder.mjs';
import { disguisesIn, layersOf } from './disguises.mjs';

// Each word stands in one place only, so that a find tells the place.
const inHubSpot = {
  firstname: 'Wilhelmina', lastname: 'Drosselmeier', email: 'w.kaltenbrunn@quux-werke.example', company: 'Brimborium',
  jobtitle: 'Zwiebelrührerin', phone: '+49 89 12345678', mobilephone: '+49 (0)171 7654321', message: 'Met at Schnurrhausen, "twice"',
  address: 'Pfefferkuchengasse', city: 'Mauseloch', date_of_birth: '1961-07-23', secret_nickname: 'Nussknackerin',
};
const inGoogle = {
  names: [{ givenName: 'Thelmina', familyName: 'Ångströmsson', phoneticGivenName: 'Telminah' }],
  emailAddresses: [{ value: 'qvist@obergaard.example', type: 'Ferienhütte' }],
  phoneNumbers: [{ value: '+44 20 7123 4567', type: 'mobile' }],
  organizations: [{ name: 'Glasblæseri', title: 'Lysestøberske' }],
  addresses: [{ streetAddress: 'Bjørnebærvej', city: 'Snefnugby' }],
  userDefined: [{ key: 'Kæledyrsnavn', value: 'Pjuskebusk' }],
  urls: [{ value: 'https://hyldeblomst.example/Rabarber?q=Kvædegelé' }],
};
const canaries = [
  'ilhelmina', 'rosselmeier', 'kaltenbrunn', 'quux-werke', 'rimborium', 'wiebelrührerin', '12345678', '7654321', 'chnurrhausen', 'fefferkuchengasse',
  'auseloch', '1961-07-23', 'ussknackerin', 'secret_nickname', 'Nickname of Old', 'helmina', 'ngströmsson', 'elminah', 'qvist', 'obergaard', 'erienhütte',
  '7123 4567', '71234567', 'lasblæseri', 'ysestøberske', 'jørnebærvej', 'nefnugby', 'låbærsyltetøj', 'æledyrsnavn', 'juskebusk', 'hyldeblomst', 'abarber',
  'vædegelé', 'ngeheuer', 'hokoladenfee', 'ebelkrähe', 'aunkönig', 'agiermesser', 'aiblume', 'wischenzeile', 'ichthörnchen', 'albmondtage', 'chlüsselbund',
];
const personFields = 'names,emailAddresses,phoneNumbers,organizations,addresses,userDefined,urls,biographies,memberships,metadata';

/** What a connector may say besides passes, most of it refused: each with a word that is to be found nowhere. */
async function sayMore({ hubspot, google }, ready) {
  const say = async (url, token, { body, headers = {}, ...more } = {}) => {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...more,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    await answer.text();
  };
  const [portal, book] = [ready.hubspot.access_token, ready.google.access_token];
  const contacts = `${hubspot.base_url}/crm/v3/objects/contacts`;
  await say(`${contacts}?properties=${Object.keys(inHubSpot)}`, portal);
  await say(`${contacts}/search`, portal, { body: { query: 'Ungeheuer', limit: 1 } });
  await say(contacts, portal, { body: { properties: { email: 'Schokoladenfee', no_such_nebelkrähe: 'x' } } });
  await say(contacts, portal, { body: { properties: { email: inHubSpot.email } } });
  await say(`${hubspot.base_url}/crm/v9/Zaunkönig/${encodeURIComponent('Rasiermesser & Magiermesser')}`, portal);
  await say(`${hubspot.base_url}/crm/v3/properties/contacts/secret_nickname`, portal);
  await say(`${google.base_url}/v1/people/me/connections?personFields=${personFields}`, book);
  await say(`${google.base_url}/v1/people:searchContacts?readMask=names&query=Maiblume`, book);
  await say(`${google.base_url}/v1/people/me?personFields=zwischenzeile`, book, { headers: { cookie: 'sid=Lichth%C3%B6rnchen' } });
  const twoNames = { names: [{ givenName: 'Ann' }, { givenName: 'Bob' }], biographies: [{ value: 'Likes Blåbærsyltetøj' }] };
  await say(`${google.base_url}/v1/people:createContact`, book, { body: twoNames });
  await say(`${google.base_url}/v1/contactGroups`, book, { body: { contactGroup: { name: 'Halbmondtage' } } });
  await say(google.token_url, book, { method: 'POST', body: { client_secret: 'Schlüsselbund', grant_type: 'refresh_token' } });
}

describe('canaries in everything that was said', () => {
  let folder;
  let said;
  let har;
  let credentials;
  const outputs = {};
  const inFolder = (name) => path.join(folder, name);
  const keep = async (name, ...args) => {
    const { code, ...texts } = await ended(...args);
    outputs[name] = texts;
    return code;
  };

  async function plant(ready) {
    const act = (name, body) => control(ready, 'POST', `/worlds/default/${name}`, body);
    const definition = { name: 'secret_nickname', label: 'Nickname of Old', type: 'string', fieldType: 'text', groupName: 'contactinformation' };
    await act('hubspot/add_property', { definition });
    await act('hubspot/add_contact', { properties: inHubSpot });
    await act('google/add_contact', { person: inGoogle });
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-canaries-'));
    const world = await serve({ seed: 20261129, start: new Date().toISOString() });
    const { ready } = world;
    credentials = [ready.hubspot, ready.google].flatMap((service) => [service.access_token, service.refresh_token, service.client_secret]);
    await plant(ready);
    const services = await Promise.all([packing(ready.hubspot.base_url), packing(ready.google.base_url)]);
    const recorder = await startedWithLine(
      ['record', '--out', inFolder('monday.jsonl'), '--key', inFolder('key'), '--until-stdin-closes',
        '--hubspot', services[0].url, '--google', services[1].url],
    );
    const config = JSON.parse(await readFile(world.config, 'utf8'));
    Object.assign(config.hubspot, recorder.ready.hubspot);
    Object.assign(config.google, recorder.ready.google);
    await catchUp(ready);
    const { now } = await control(ready, 'GET', '/clock');
    await writeFile(inFolder('config.json'), JSON.stringify({ ...config, now, state_dir: inFolder('state') }));
    await sync(inFolder('config.json'));
    await sayMore(recorder.ready, ready);
    outputs.record = { ready: JSON.stringify(recorder.ready), stderr: await recorder.stop() };
    said = services.flatMap((service) => service.said);
    const journal = await fetch(`${ready.control.url}/worlds/default/journal?format=har`, { headers: { authorization: `Bearer ${ready.control.token}` } });
    har = await journal.text();
    for (const service of services) {
      await service.stop();
    }
    await world.stop();
    outputs.recording = { file: await readFile(inFolder('monday.jsonl'), 'utf8') };
  });
  after(() => rm(folder, { recursive: true }));

  /** Where a canary is, in which disguise. */
  function assertClean(...names) {
    const found = names.flatMap((name) =>
      Object.entries(outputs[name]).flatMap(([part, text]) =>
        [...canaries, ...credentials].flatMap((canary) => disguisesIn(text, canary).map((as) => `${name}, ${part}: ${canary} as ${as}`)),
      ),
    );
    assert.deepEqual(found, []);
  }

  test('each was said', () => {
    const all = said.join('\n');
    assert.deepEqual(canaries.filter((canary) => disguisesIn(all, canary).length === 0), []);
  });

  test('none is in the recording, or in what the recorder printed', () => assertClean('recording', 'record'));

  test('answers that come packed are recorded unpacked, each of them', () => {
    const lines = outputs.recording.file.trim().split('\n').map((line) => JSON.parse(line));
    const exchanges = lines.filter(({ event }) => event === 'exchange');
    assert.equal(exchanges.length, said.length);
    assert.equal([...layersOf(outputs.recording.file)].length, 1, 'nothing packed is in it');
    assert.ok(!/content-encoding/i.test(outputs.recording.file));
    const list = exchanges.find(({ request }) => request.target.includes('/people/me/connections?'));
    assert.ok(JSON.parse(list.response.body).connections.length > 0);
  });

  test('none is in what is lifted, in its gaps, and in what a replay of it prints', async () => {
    await keep('lift', 'lift', inFolder('monday.jsonl'), '--out', inFolder('monday.jsonc'));
    await keep('lift as JSON', 'lift', inFolder('monday.jsonl'), '--out', inFolder('monday.jsonc'), '--json');
    assert.ok(JSON.parse(outputs['lift as JSON'].stdout).gaps.length > 0, 'there are gaps');
    outputs.scenario = { file: await readFile(inFolder('monday.jsonc'), 'utf8') };
    await keep('replay', 'replay', inFolder('monday.jsonl'), '--in-process', '--from', '0');
    assertClean('lift', 'lift as JSON', 'scenario', 'replay');
  });

  test('none is in what drift prints', async () => {
    await keep('drift', 'drift', inFolder('monday.jsonl'));
    await keep('drift as JSON', 'drift', inFolder('monday.jsonl'), '--json');
    await keep('drift as a ledger', 'drift', inFolder('monday.jsonl'), '--ledger');
    assertClean('drift', 'drift as JSON', 'drift as a ledger');
  });

  test('none is in what is imported, or in what import prints, were the file wrong', async () => {
    const entries = JSON.parse(har).log.entries;
    const [entry] = entries;
    const elsewhere = { ...entry, request: { ...entry.request, url: 'https://wilhelmina.quux-werke.example/Brimborium' } };
    const wrong = [
      { ...entry, startedDateTime: 'Wilhelmina' },
      { ...entry, request: { ...entry.request, method: 'Drosselmeier' } },
      { ...entry, request: { ...entry.request, headers: [{ Brimborium: 'Mauseloch' }] } },
      { ...entry, response: { ...entry.response, status: 'Mauseloch' } },
      'Nussknackerin',
    ];
    const files = {
      whole: JSON.stringify({ log: { entries: [...entries, elsewhere] } }),
      cut: har.slice(0, har.length / 2),
      garbled: har.replace('Wilhelmina', 'Wilhelmina" Drosselmeier'),
      ...Object.fromEntries(wrong.map((each, at) => [`wrong ${at}`, JSON.stringify({ log: { entries: [each] } })])),
    };
    for (const [name, text] of Object.entries(files)) {
      await writeFile(inFolder(`${name}.har`), text);
      await keep(`import, ${name}`, 'import', inFolder(`${name}.har`), '--out', inFolder(`${name}.jsonl`), '--key', inFolder('key'));
    }
    assert.match(outputs['import, whole'].stdout, /left out: 1 request to another host/);
    assert.match(outputs['import, cut'].stderr, /cut off/);
    outputs.imported = { file: await readFile(inFolder('whole.jsonl'), 'utf8') };
    assertClean('imported', ...Object.keys(files).map((name) => `import, ${name}`));
  });

  test('none is in the reports of a run of what was lifted, with the requests around a failure', async () => {
    await mkdir(inFolder('suites/lifted'), { recursive: true });
    const wrong = outputs.scenario.file.replace(/"then": ?\[/, '$&{"count": {"hubspot": 77}},');
    await writeFile(inFolder('suites/lifted/monday.jsonc'), wrong);
    const code = await keep('certify', 'certify', '--in-process', '--suites', inFolder('suites'), '--out', inFolder('out'));
    assert.equal(code, 1, JSON.stringify(outputs.certify));
    outputs.reports = {};
    for (const name of await readdir(inFolder('out'))) {
      outputs.reports[name] = await readFile(inFolder(`out/${name}`), 'utf8');
    }
    for (const format of ['har', 'chrome-trace', 'html']) {
      await keep(format, 'render', inFolder('out/events.jsonl'), '--format', format);
      assert.ok(outputs[format].stdout.length > 1000, JSON.stringify(outputs[format]));
    }
    assert.ok([...layersOf(outputs.html.stdout)].length > 1, 'the page packs its data');
    assertClean('certify', 'reports', 'har', 'chrome-trace', 'html');
  });
});
