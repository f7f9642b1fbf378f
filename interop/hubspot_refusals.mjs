// How HubSpot's client tells its user that it was refused, by one method or by all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { control, hubspotClient, withFault } from './lockstep.mjs';
import { Methods, apisOf } from './methods.mjs';

/** Checks an ApiException: status code, the whole body as an object, headers in lower case (F14, F67). */
export const refusal =
  (code, category, message = /./) =>
  (error) => {
    assert.equal(error.code, code, error.message);
    assert.equal(error.body.status, 'error');
    assert.equal(error.body.category, category);
    assert.match(error.body.message, message);
    assert.equal(error.headers['x-hubspot-correlation-id'], error.body.correlationId);
    return true;
  };

/** `act` with an answer of a proxy in front of HubSpot to every request: HTML. */
export const behindABrokenProxy = (ready, act) =>
  withFault(
    ready,
    {
      operation: 'hubspot/*',
      fault: 'answer-error',
      status: 502,
      headers: { 'Content-Type': 'text/html' },
      body: '<html>Bad gateway</html>',
      count: 1000,
    },
    act,
  );

/**
 * Tests that each method of a family is refused alike to those whom HubSpot does not let in. To be
 * called last: the world's access tokens expire.
 * @param worldOf  () => the world, once it is served.
 * @param familyOf  (client) => the family.
 * @param options  `without` for Methods, `parametersOf` for Methods.outcomes().
 */
export function testRefusalsOfEveryMethod(worldOf, familyOf, options = {}) {
  const methodsWith = (accessToken) =>
    new Methods(apisOf(familyOf(hubspotClient(worldOf().ready, { accessToken }))), options);
  const told = ({ code, body }) => [code, body.category];

  describe('every method', () => {
    test('without a token gets 401 (F6, F73)', async () => {
      const methods = methodsWith(undefined);
      assert.deepEqual(await methods.outcomes(told, options), methods.all([401, 'INVALID_AUTHENTICATION']));
    });

    test('of an app without the scopes gets 403 (F75)', async () => {
      const grant = await control(worldOf().ready, 'POST', '/worlds/default/hubspot/grant', { scopes: ['oauth'] });
      const methods = methodsWith(grant.access_token);
      assert.deepEqual(await methods.outcomes(told, options), methods.all([403, 'MISSING_SCOPES']));
    });

    test('throws HTML as a text, with the status code (F12)', async () => {
      const { ready } = worldOf();
      const methods = methodsWith(ready.hubspot.access_token);
      const outcomes = {};
      await behindABrokenProxy(ready, async () =>
        Object.assign(outcomes, await methods.outcomes(({ code, body }) => [code, body], options)),
      );
      assert.deepEqual(outcomes, methods.all([502, '<html>Bad gateway</html>']));
    });

    test('with an expired token gets 401, and is told when it expired (F74)', async () => {
      const { ready } = worldOf();
      await control(ready, 'POST', '/worlds/default/hubspot/expire_access_tokens', {});
      const methods = methodsWith(ready.hubspot.access_token);
      const expiry = ({ code, body }) => [code, body.category, Object.keys(body.context)];
      assert.deepEqual(
        await methods.outcomes(expiry, options),
        methods.all([401, 'EXPIRED_AUTHENTICATION', ['expire time']]),
      );
    });
  });
}
