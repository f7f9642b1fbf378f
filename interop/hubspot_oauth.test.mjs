// An app asks a HubSpot user for access, with HubSpot's own client for everything but the browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decide } from './consent.mjs';
import { behindABrokenProxy } from './hubspot_refusals.mjs';
import { control, hubspotClient, serve, wait } from './lockstep.mjs';
import { Methods, apisOf } from './methods.mjs';

const back = 'http://127.0.0.1:1/back';
const required = ['oauth', 'crm.objects.contacts.read'];
const optional = 'crm.objects.contacts.write';
let world;
let app;
let oauth;
let methods;
before(async () => {
  world = await serve({ seed: 8 });
  app = world.ready.hubspot;
  // Tokens are asked for without a token (F9).
  ({ oauth } = hubspotClient(world.ready, { accessToken: undefined }));
  methods = new Methods(apisOf(oauth));
});
after(() => world.stop());

/** The client always names HubSpot's own host (F3); the browser goes to the fake instead. */
function authorisationUrl() {
  const url = new URL(oauth.getAuthorizationUrl(app.client_id, back, required.join(' '), optional, 'state & more'));
  assert.equal(url.origin, 'https://app.hubspot.com');
  return app.base_url + url.pathname + url.search;
}

const allow = async (options) => (await decide(authorisationUrl(), 'allow', options)).query.code;
const redeem = (code, { redirectUri = back, secret = app.client_secret } = {}) =>
  oauth.tokensApi.create('authorization_code', code, redirectUri, app.client_id, secret);
const refresh = (token, secret = app.client_secret) =>
  oauth.tokensApi.create('refresh_token', undefined, undefined, app.client_id, secret, token);

/** How the token endpoint refuses: it has a form of its own (F97). */
const refused =
  (status, error = 'invalid_grant') =>
  ({ code, body }) => {
    assert.deepEqual([code, body.error, body.status], [400, error, status]);
    return true;
  };

describe("an app with HubSpot's client", () => {
  test('is told that the user denied', async () => {
    const { place, query } = await decide(authorisationUrl(), 'deny');
    assert.equal(place, back);
    assert.deepEqual([query.error, query.state, query.code], ['access_denied', 'state & more', undefined]);
  });

  test('gets tokens for the code, and reads and writes with them (F96, F98)', async () => {
    const { query, scopes } = await decide(authorisationUrl(), 'allow');
    assert.equal(query.state, 'state & more');
    assert.deepEqual(scopes, [...required, optional]);
    const tokens = await redeem(query.code);
    assert.deepEqual([tokens.tokenType, tokens.expiresIn], ['bearer', 1800]);
    const access = await oauth.accessTokensApi.get(tokens.accessToken);
    assert.equal(String(access.appId), app.app_id);
    assert.ok(access.expiresIn > 1790 && access.expiresIn <= 1800);
    assert.deepEqual(access.scopes, [...required, optional]);
    const { crm } = hubspotClient(world.ready, { accessToken: tokens.accessToken });
    await crm.contacts.basicApi.create({ properties: { email: 'ada@example.com' }, associations: [] });
  });

  test('may do without an optional scope only what the others allow (F75)', async () => {
    const { accessToken } = await redeem(await allow({ without: [optional] }));
    assert.deepEqual((await oauth.accessTokensApi.get(accessToken)).scopes, required);
    const { basicApi } = hubspotClient(world.ready, { accessToken }).crm.contacts;
    await basicApi.getPage();
    await assert.rejects(basicApi.create({ properties: { email: 'x@example.com' }, associations: [] }), { code: 403 });
  });

  test('gets a new access token with the refresh token, which stays (F96)', async () => {
    const first = await redeem(await allow());
    await wait(world.ready, 1_800_000);
    await assert.rejects(oauth.accessTokensApi.get(first.accessToken), { code: 404 });
    const second = await refresh(first.refreshToken);
    assert.equal(second.refreshToken, first.refreshToken);
    assert.notEqual(second.accessToken, first.accessToken);
    await oauth.accessTokensApi.get(second.accessToken);
  });

  test('reads about its refresh token and deletes it (F97)', async () => {
    const { refreshToken } = await redeem(await allow());
    const about = await oauth.refreshTokensApi.get(refreshToken);
    assert.deepEqual(
      [about.clientId, about.token, about.scopes],
      [app.client_id, refreshToken, [...required, optional]],
    );
    assert.equal(await oauth.refreshTokensApi.archive(refreshToken), undefined);
    await assert.rejects(refresh(refreshToken), refused('BAD_REFRESH_TOKEN'));
    await assert.rejects(oauth.refreshTokensApi.get(refreshToken), { code: 404 });
    await assert.rejects(oauth.refreshTokensApi.archive(refreshToken), { code: 404 });
  });

  const refusals = [
    [
      'a code that was used',
      'EXPIRED_AUTH_CODE',
      async () => {
        const code = await allow();
        await redeem(code);
        return redeem(code);
      },
    ],
    ['a code that nobody gave', 'BAD_AUTH_CODE', () => redeem('guess')],
    [
      'a code of another redirect',
      'MISMATCH_REDIRECT_URI_AUTH_CODE',
      async () => redeem(await allow(), { redirectUri: `${back}/x` }),
    ],
    ['a refresh token that is none', 'BAD_REFRESH_TOKEN', () => refresh('guess')],
    [
      'a refresh token that the user revoked',
      'BAD_REFRESH_TOKEN',
      async () => {
        const { refreshToken } = await redeem(await allow());
        await control(world.ready, 'POST', '/worlds/default/hubspot/revoke_refresh_tokens', {});
        return refresh(refreshToken);
      },
    ],
  ];
  for (const [what, status, act] of refusals) {
    test(`is refused with ${what} (F97)`, () => assert.rejects(act(), refused(status)));
  }

  test('is refused with a wrong secret (F97)', () =>
    assert.rejects(refresh('any', 'guess'), refused('BAD_CLIENT_SECRET', 'invalid_client')));

  test('throws HTML as a text, with the status code (F12)', () =>
    behindABrokenProxy(world.ready, async () => {
      const { accessTokensApi, refreshTokensApi, tokensApi } = oauth;
      const apis = new Methods({ accessTokensApi, refreshTokensApi, tokensApi });
      assert.deepEqual(
        await apis.outcomes(({ code, body }) => [code, body]),
        apis.all([502, '<html>Bad gateway</html>']),
      );
    }));

  test('has been through every method', () => methods.assertDriven({ neverRefused: ['getAuthorizationUrl'] }));
});
