// HubSpot's own client drives every method that it has for webhooks, and checks what is delivered.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Signature } from '@hubspot/api-client';
import { behindABrokenProxy, refusal } from './hubspot_refusals.mjs';
import { hubspotClient, serve, wait } from './lockstep.mjs';
import { Methods, apisOf } from './methods.mjs';

const throttling = { maxConcurrentRequests: 10 };
let world;
let app;
let webhooks;
let methods;
before(async () => {
  // The client compares a signature's time with the machine's clock (F107): the world starts now.
  world = await serve({ seed: 9, start: new Date().toISOString() });
  app = world.ready.hubspot;
  ({ webhooks } = developer());
  methods = new Methods(apisOf(webhooks));
});
after(() => world.stop());

/** HubSpot's client with the key of the app's developer, not with a user's token (F108). */
const developer = (developerApiKey = app.developer_key) =>
  hubspotClient(world.ready, { accessToken: undefined, developerApiKey });

const bad = { code: 400 };
const notFound = refusal(404);

describe('webhooks.settingsApi', () => {
  test('configure, getAll and clear (F108)', async () => {
    await assert.rejects(webhooks.settingsApi.getAll(app.app_id), notFound);
    const set = await webhooks.settingsApi.configure(app.app_id, { targetUrl: 'https://example.com/hook', throttling });
    assert.ok(set.createdAt instanceof Date);
    const read = await webhooks.settingsApi.getAll(app.app_id);
    assert.deepEqual([read.targetUrl, read.throttling.maxConcurrentRequests], ['https://example.com/hook', 10]);
    assert.equal(await webhooks.settingsApi.clear(app.app_id), undefined);
    await assert.rejects(webhooks.settingsApi.getAll(app.app_id), notFound);
  });

  test("refuse a target without https, and an app that is not the developer's", async () => {
    const configure = (targetUrl) => webhooks.settingsApi.configure(app.app_id, { targetUrl, throttling });
    await assert.rejects(configure('http://example.com/hook'), bad);
    await assert.rejects(webhooks.settingsApi.clear('1'), notFound);
  });
});

describe('webhooks.subscriptionsApi', () => {
  const subscribe = (eventType, propertyName) =>
    webhooks.subscriptionsApi.create(app.app_id, { eventType, propertyName, active: true });

  test('create answers 201, and the others read, change and delete what it made (F108)', async () => {
    const api = webhooks.subscriptionsApi;
    const { id, createdAt } = await subscribe('contact.propertyChange', 'email');
    assert.ok(createdAt instanceof Date);
    assert.equal((await api.getById(id, app.app_id)).propertyName, 'email');
    assert.equal((await api.update(id, app.app_id, { active: false })).active, false);
    const { results } = await api.updateBatch(app.app_id, { inputs: [{ id: Number(id), active: true }] });
    assert.deepEqual(
      results.map((one) => [one.id, one.active]),
      [[id, true]],
    );
    assert.deepEqual(
      (await api.getAll(app.app_id)).results.map((one) => one.id),
      [id],
    );
    assert.equal(await api.archive(id, app.app_id), undefined);
    assert.deepEqual((await api.getAll(app.app_id)).results, []);
  });

  test('updateBatch answers 207 for subscriptions that are not there (F108)', async () => {
    const { id } = await subscribe('contact.deletion');
    const inputs = [
      { id: Number(id), active: false },
      { id: 1, active: false },
    ];
    const answer = await webhooks.subscriptionsApi.updateBatch(app.app_id, { inputs });
    assert.deepEqual([answer.results.length, answer.numErrors], [1, 1]);
    await webhooks.subscriptionsApi.archive(id, app.app_id);
  });

  test('create refuses a property that cannot be subscribed, and an event that does not exist (F102)', async () => {
    await assert.rejects(subscribe('contact.propertyChange', 'hs_lastmodifieddate'), bad);
    await assert.rejects(subscribe('contact.birthday'), bad);
  });

  test('the others refuse a subscription or an app that is not there', async () => {
    const api = webhooks.subscriptionsApi;
    await assert.rejects(api.getById(1, app.app_id), notFound);
    await assert.rejects(api.update(1, app.app_id, { active: true }), notFound);
    await assert.rejects(api.archive(1, app.app_id), notFound);
    await assert.rejects(api.getAll(1), notFound);
    await assert.rejects(api.updateBatch(1, { inputs: [] }), notFound);
  });
});

test('every method for webhooks was answered and refused', () => methods.assertDriven());

describe('every method', () => {
  const methodsWith = (key) => new Methods(apisOf(developer(key).webhooks));
  test("without the developer's key gets 401 (F73, F108)", async () => {
    const strangers = methodsWith('');
    const outcomes = await strangers.outcomes(({ code, body }) => [code, body.category]);
    assert.deepEqual(outcomes, strangers.all([401, 'INVALID_AUTHENTICATION']));
  });

  test('throws HTML as a text, with the status code (F12)', () =>
    behindABrokenProxy(world.ready, async () => {
      const apis = methodsWith(app.developer_key);
      assert.deepEqual(
        await apis.outcomes(({ code, body }) => [code, body]),
        apis.all([502, '<html>Bad gateway</html>']),
      );
    }));
});

test('the client accepts a signature of version 2, and no other would do (F107)', () => {
  const signed = {
    signatureVersion: 'v2',
    signature: 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
    clientSecret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    method: 'GET',
    url: 'https://www.example.com/webhook_uri',
    requestBody: '',
  };
  assert.ok(Signature.isValid(signed));
  for (const other of [{ method: 'POST' }, { url: `${signed.url}?` }, { requestBody: '{}' }, { signatureVersion: 'v1' }]) {
    assert.ok(!Signature.isValid({ ...signed, ...other }), JSON.stringify(other));
  }
});

/** An app's server: keeps what it is sent, and answers with `status`. */
async function receiver() {
  const arrived = [];
  const waiting = [];
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request) {
      body += part;
    }
    response.writeHead(hook.status).end();
    const delivery = { headers: request.headers, body, events: JSON.parse(body) };
    waiting.length > 0 ? waiting.shift()(delivery) : arrived.push(delivery);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const hook = {
    status: 204,
    url: `http://127.0.0.1:${server.address().port}/hook`,
    next: () => (arrived.length > 0 ? arrived.shift() : new Promise((resolve) => waiting.push(resolve))),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return hook;
}

describe('a delivery', () => {
  let hook;
  before(async () => {
    hook = await receiver();
    await webhooks.settingsApi.configure(app.app_id, { targetUrl: hook.url, throttling });
    await webhooks.subscriptionsApi.create(app.app_id, { eventType: 'contact.creation', active: true });
  });
  after(() => hook.stop());

  const create = async (email) =>
    (await hubspotClient(world.ready).crm.contacts.basicApi.create({ properties: { email }, associations: [] })).id;

  test('carries signatures that the client accepts, and no other would do (F103, F107)', async () => {
    const id = await create('ada@example.com');
    const { headers, body, events } = await hook.next();
    assert.equal(String(events[0].objectId), id);
    const signed = { clientSecret: app.client_secret, requestBody: body, url: hook.url, method: 'POST' };
    const timestamp = Number(headers['x-hubspot-request-timestamp']);
    const v1 = {
      ...signed,
      signatureVersion: headers['x-hubspot-signature-version'],
      signature: headers['x-hubspot-signature'],
    };
    const v3 = { ...signed, signatureVersion: 'v3', signature: headers['x-hubspot-signature-v3'], timestamp };
    assert.ok(Signature.isValid(v1));
    assert.ok(Signature.isValid(v3));
    assert.ok(!Signature.isValid({ ...v1, requestBody: `${body} ` }));
    assert.ok(!Signature.isValid({ ...v3, timestamp: timestamp + 1 }));
    assert.throws(() => Signature.isValid({ ...v3, timestamp: Date.now() - 300_001 }), /Timestamp is invalid/);
  });

  test('is made again after a failure, once virtual time has passed (F105)', async () => {
    hook.status = 500;
    await create('grace@example.com');
    const [first] = (await hook.next()).events;
    hook.status = 204;
    const [again] = (await inTime(hook.next())).events;
    assert.deepEqual([first.attemptNumber, again.attemptNumber], [0, 1]);
    assert.equal(again.eventId, first.eventId);
  });

  /** Lets virtual time pass until there is the answer: what became of a delivery is known a moment after it. */
  async function inTime(answer) {
    let done = false;
    Promise.resolve(answer).then(() => (done = true));
    while (!done) {
      await wait(world.ready, 600_000);
    }
    return answer;
  }
});
