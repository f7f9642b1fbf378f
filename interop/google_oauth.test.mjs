// An app asks a Google user for access, with Google's own client for everything but the browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decide } from './consent.mjs';
import { googleAuth, peopleClient, serve } from './lockstep.mjs';

const contacts = 'https://www.googleapis.com/auth/contacts';
const otherContacts = 'https://www.googleapis.com/auth/contacts.other.readonly';
const back = 'http://127.0.0.1:1/back';
let world;
let auth;
before(async () => {
  world = await serve({ seed: 10 });
  auth = googleAuth(world.ready, { redirectUri: back });
});
after(() => world.stop());

/** Sends the user to the page; answers the code, and the verifier that it belongs to (PKCE). */
async function allow({ without, ...options } = {}) {
  const { codeVerifier, codeChallenge } = await auth.generateCodeVerifierAsync();
  const url = auth.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: [contacts, otherContacts],
    state: 'state & more',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    ...options,
  });
  const { place, query, scopes } = await decide(url, 'allow', { without });
  assert.equal(place, back);
  assert.equal(query.state, 'state & more');
  return { code: query.code, codeVerifier, granted: query.scope, asked: scopes };
}

/** How the token endpoint refuses: it has a form of its own (G119). */
const refused =
  (status, name) =>
  ({ message, response }) => {
    assert.deepEqual([response.status, response.data.error, message], [status, name, name]);
    return true;
  };

describe("an app with Google's client", () => {
  test('is told that the user denied', async () => {
    const { query } = await decide(auth.generateAuthUrl({ scope: contacts, state: 's' }), 'deny');
    assert.deepEqual(query, { error: 'access_denied', state: 's' });
  });

  test('gets tokens for the code and its verifier, and reads with them (G118, G120)', async () => {
    const { code, codeVerifier, asked } = await allow();
    assert.deepEqual(asked, [contacts, otherContacts]);
    const { tokens } = await auth.getToken({ code, codeVerifier });
    assert.deepEqual([tokens.token_type, tokens.scope.split(' ')], ['Bearer', [contacts, otherContacts]]);
    const info = await auth.getTokenInfo(tokens.access_token);
    assert.deepEqual([info.aud, info.scopes], [world.ready.google.client_id, [contacts, otherContacts]]);
    const { people } = peopleClient(world.ready, { refresh_token: tokens.refresh_token });
    await people.createContact({ requestBody: { names: [{ givenName: 'Ada' }] } });
  });

  test('may do without a scope only what the others allow (G112)', async () => {
    const { code, codeVerifier, granted } = await allow({ without: [otherContacts] });
    assert.equal(granted, contacts);
    const { tokens } = await auth.getToken({ code, codeVerifier });
    const api = peopleClient(world.ready, { access_token: tokens.access_token });
    await api.people.connections.list({ resourceName: 'people/me', personFields: 'names' });
    await assert.rejects(api.otherContacts.list({ readMask: 'names' }), { status: 403 });
  });

  test('gets no refresh token if it does not ask for access offline (G118)', async () => {
    const { code, codeVerifier } = await allow({ access_type: 'online' });
    assert.equal((await auth.getToken({ code, codeVerifier })).tokens.refresh_token, undefined);
  });

  const refusals = [
    ['a code that was used', 'invalid_grant', async (given) => auth.getToken(given)],
    [
      'a verifier of another code',
      'invalid_grant',
      async ({ code }) => auth.getToken({ code, codeVerifier: 'x'.repeat(43) }),
      true,
    ],
    ['no verifier', 'invalid_grant', async ({ code }) => auth.getToken({ code }), true],
    [
      'another redirect',
      'redirect_uri_mismatch',
      async (given) => auth.getToken({ ...given, redirect_uri: `${back}/x` }),
      true,
    ],
    ['a code that nobody gave', 'invalid_grant', async () => auth.getToken({ code: 'guess' })],
  ];
  for (const [what, name, act, unused] of refusals) {
    test(`is refused with ${what} (G119)`, async () => {
      const given = await allow();
      if (!unused) {
        await auth.getToken(given);
      }
      await assert.rejects(act(given), refused(400, name));
    });
  }

  test('is refused with a wrong secret (G119)', async () => {
    const stranger = googleAuth(world.ready, { redirectUri: back, clientSecret: 'guess' });
    await assert.rejects(stranger.getToken(await allow()), refused(401, 'invalid_client'));
  });

  test('revokes its access; then neither token is worth anything (G119, G120)', async () => {
    const { code, codeVerifier } = await allow();
    const { tokens } = await auth.getToken({ code, codeVerifier });
    await auth.revokeToken(tokens.refresh_token);
    await assert.rejects(auth.getTokenInfo(tokens.access_token), { status: 400 });
    const revoked = googleAuth(world.ready);
    revoked.setCredentials({ refresh_token: tokens.refresh_token });
    await assert.rejects(revoked.getAccessToken(), refused(400, 'invalid_grant'));
    await assert.rejects(auth.revokeToken(tokens.refresh_token), { status: 400 });
  });
});
