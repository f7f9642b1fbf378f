// An app that receives webhooks, with HubSpot's own client for everything it does itself.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Client, Signature } from '@hubspot/api-client';
import { hubspotClient, serve } from './lockstep.mjs';

let world;
before(async () => (world = await serve({ seed: 5 })));
after(() => world.stop());

/** A server that keeps what it is sent, and answers as it is told. */
async function receiver() {
  const waiting = [];
  const received = [];
  const state = { status: 204 };
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request) {
      body += part;
    }
    response.writeHead(state.status).end();
    received.push({ headers: request.headers, body });
    waiting.shift()?.();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    state,
    /** The next delivery that has not been looked at. */
    async next() {
      if (received.length === 0) {
        await new Promise((resolve) => waiting.push(resolve));
      }
      return received.shift();
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('an app with @hubspot/api-client', () => {
  let app;
  before(async () => (app = await receiver()));
  after(() => app.stop());

  test('subscribes with its developer key, is told of a contact, and knows the signature (F107, F108)', async () => {
    const { hubspot } = world.ready;
    const { webhooks } = new Client({ developerApiKey: hubspot.developer_key, basePath: hubspot.base_url });
    const settings = await webhooks.settingsApi.configure(hubspot.app_id, {
      targetUrl: app.url,
      throttling: { maxConcurrentRequests: 10 },
    });
    assert.equal(settings.targetUrl, app.url);
    const subscription = await webhooks.subscriptionsApi.create(hubspot.app_id, {
      eventType: 'contact.creation',
      active: true,
    });
    assert.ok(subscription.createdAt instanceof Date);

    const { crm } = hubspotClient(world.ready);
    const { id } = await crm.contacts.basicApi.create({ properties: { email: 'ada@example.com' }, associations: [] });
    const delivery = await app.next();
    const [event] = JSON.parse(delivery.body);
    assert.equal(String(event.objectId), id);
    assert.equal(event.subscriptionType, 'contact.creation');
    assert.ok(
      Signature.isValid({
        signatureVersion: delivery.headers['x-hubspot-signature-version'],
        signature: delivery.headers['x-hubspot-signature'],
        clientSecret: hubspot.client_secret,
        requestBody: delivery.body,
      }),
    );
  });

  test('is told again after a failure, once virtual time has passed (F105)', async () => {
    const { control } = world.ready;
    app.state.status = 500;
    const { crm } = hubspotClient(world.ready);
    await crm.contacts.basicApi.create({ properties: { email: 'grace@example.com' }, associations: [] });
    const [first] = JSON.parse((await app.next()).body);
    app.state.status = 204;
    // The outcome is told after the answer has arrived: wait until the journal has it.
    for (let failed = false; !failed; ) {
      const journal = await fetch(`${control.url}/journal`, { headers: { authorization: `Bearer ${control.token}` } });
      failed = (await journal.text()).includes('"status":500');
    }
    await fetch(`${control.url}/wait`, {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ms: 10 * 60 * 1000 }),
    });
    const [again] = JSON.parse((await app.next()).body);
    assert.equal(first.attemptNumber, 0);
    assert.equal(again.attemptNumber, 1);
    assert.equal(again.eventId, first.eventId);
  });
});
