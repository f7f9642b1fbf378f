// Starts `lockstep serve` and hands out the services' own clients, pointed at it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from '@hubspot/api-client';
import { auth, people } from '@googleapis/people';
import { ended, run, startedWithLine } from './program.mjs';

export { ended, run, startedWithLine };

/** One served world in a folder of its own, whose clock starts at `start` (RFC 3339). Call stop() when done. */
export async function serve({ seed = 1, start } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-interop-'));
  const config = path.join(folder, 'config.json');
  const time = start ? ['--start', start] : [];
  const served = await startedWithLine(
    ['serve', '--seed', String(seed), ...time, '--config-out', config, '--until-stdin-closes'],
  );
  return {
    ready: served.ready,
    config,
    async stop() {
      await rm(folder, { recursive: true });
      await served.stop();
    },
  };
}

/** HubSpot's client. Its limiter is switched off: the fake's clock does not run by itself. */
export function hubspotClient(ready, options = {}) {
  return new Client({
    accessToken: ready.hubspot.access_token,
    basePath: ready.hubspot.base_url,
    limiterOptions: { maxConcurrent: 1 },
    ...options,
  });
}

/** Google's client for OAuth, whose endpoints are the fake's (G126). */
export function googleAuth({ google }, options = {}) {
  return new auth.OAuth2({
    clientId: google.client_id,
    clientSecret: google.client_secret,
    endpoints: {
      oauth2AuthBaseUrl: `${google.base_url}/o/oauth2/v2/auth`,
      oauth2TokenUrl: google.token_url,
      oauth2RevokeUrl: `${google.base_url}/revoke`,
      tokenInfoUrl: `${google.base_url}/tokeninfo`,
    },
    ...options,
  });
}

/**
 * Google's client. With a refresh token alone, which is the default, it fetches its access tokens
 * from the fake. No credentials at all: null.
 */
export function peopleClient(ready, credentials = { refresh_token: ready.google.refresh_token }) {
  const rootUrl = ready.google.base_url;
  if (credentials === null) {
    return people({ version: 'v1', rootUrl });
  }
  const client = googleAuth(ready);
  client.setCredentials(credentials);
  return people({ version: 'v1', auth: client, rootUrl });
}

/** The parts of a list, each of at most `size` items. */
export function* inParts(items, size) {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size);
  }
}

/** A request to the control API that must succeed: `control(ready, 'POST', '/worlds', {seed: 7})`. */
export async function control(ready, method, path, body) {
  const answer = await fetch(ready.control.url + path, {
    method,
    headers: {
      authorization: `Bearer ${ready.control.token}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`the control API answered ${answer.status}: ${await answer.text()}`);
  }
  return answer.json();
}

/** Lets virtual time pass, as a patient user would: rate-limit windows open again. */
export async function wait(ready, ms) {
  await control(ready, 'POST', '/wait', { ms });
}

/** Spoils requests for the time of `act`. Resolves with how many requests matched, spoilt or not. */
export async function withFault(ready, fault, act) {
  const path = '/worlds/default/faults';
  await control(ready, 'POST', path, fault);
  try {
    await act();
    const { faults } = await control(ready, 'GET', path);
    return faults[0].requested;
  } finally {
    await control(ready, 'DELETE', path);
  }
}
