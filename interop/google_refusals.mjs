// How Google's client tells its user that it was refused, by one method or by all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { control, peopleClient, withFault } from './lockstep.mjs';
import { Methods } from './methods.mjs';

/** Checks an error: the HTTP status twice, the message, and the whole answer (G109, G132). */
export const refusal =
  (code, status, message = /./) =>
  (error) => {
    const { error: told } = error.response.data;
    assert.deepEqual([error.code, error.status, told.code, told.status], [code, code, code, status], error.message);
    assert.equal(error.message, told.message);
    assert.match(told.message, message);
    return true;
  };

/** The resources of the client that have methods. */
export const resourcesOf = ({ people, contactGroups, otherContacts }) => ({
  people,
  'people.connections': people.connections,
  contactGroups,
  'contactGroups.members': contactGroups.members,
  otherContacts,
});

const parametersOf = (name) => [{ resourceName: `${name.slice(0, name.indexOf('.'))}/c1` }];

/** Tests that each method is refused alike to those whom Google does not let in. */
export function testRefusalsOfEveryMethod(worldOf) {
  const methodsWith = (credentials) => new Methods(resourcesOf(peopleClient(worldOf().ready, credentials)));
  const told = ({ code, response }) => [code, response.data.error.status, response.data.error.message.split('.')[0]];

  describe('every method', () => {
    test('without a token gets 401 (G111)', async () => {
      const methods = methodsWith(null);
      assert.deepEqual(
        await methods.outcomes(told, { parametersOf }),
        methods.all([401, 'UNAUTHENTICATED', 'Request is missing required authentication credential']),
      );
    });

    test('with a token that is none gets 401 (G111)', async () => {
      const methods = methodsWith({ access_token: 'guess' });
      assert.deepEqual(
        await methods.outcomes(told, { parametersOf }),
        methods.all([401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials']),
      );
    });

    test('of an app without the scopes gets 403 with the reason (G112)', async () => {
      const { ready } = worldOf();
      const grant = await control(ready, 'POST', '/worlds/default/google/grant', {
        account: ready.google.account,
        scopes: ['openid'],
      });
      const methods = methodsWith({ access_token: grant.access_token });
      const reason = ({ code, response }) => [code, response.data.error.details[0].reason];
      assert.deepEqual(
        await methods.outcomes(reason, { parametersOf }),
        methods.all([403, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']),
      );
    });

    test('throws HTML as a text, with the status code (G132)', async () => {
      const { ready } = worldOf();
      const methods = methodsWith({ access_token: ready.google.access_token });
      const body = '<html>Not here</html>';
      const fault = {
        operation: 'google/*',
        fault: 'answer-error',
        status: 404,
        headers: { 'Content-Type': 'text/html' },
        body,
        count: 1000,
      };
      await withFault(ready, fault, async () => {
        const outcomes = await methods.outcomes(({ code, message }) => [code, message], { parametersOf });
        assert.deepEqual(outcomes, methods.all([404, body]));
      });
    });
  });
}
