// How soon Lockstep answers, and what it holds in memory: idle, and with the largest books that Google allows.
import { usage } from './load.mjs';
import { lockstep, person } from './servers.mjs';

const CONTACTS = 25_000;

async function post(url, token, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  }
  return answer.arrayBuffer();
}

const slices = (size) =>
  Array.from({ length: CONTACTS / size }, (_, slice) => Array.from({ length: size }, (_, at) => slice * size + at));

async function fillGoogle({ base_url: base, access_token: token }) {
  for (const slice of slices(200)) {
    await post(`${base}/v1/people:batchCreateContacts`, token, {
      contacts: slice.map((number) => ({ contactPerson: person(number) })),
      readMask: 'metadata',
    });
  }
}

async function fillHubSpot({ base_url: base, access_token: token }) {
  for (const slice of slices(100)) {
    await post(`${base}/crm/v3/objects/contacts/batch/create`, token, {
      inputs: slice.map((number) => ({
        properties: {
          email: `ada${number}@example.com`,
          firstname: 'Ada',
          lastname: `Lovelace ${number}`,
          phone: '(415) 555-0100',
          company: 'Analytical Engines',
          jobtitle: 'Countess',
        },
      })),
    });
  }
}

/** {readyAfterMs, idle, google, both}: megabytes resident; the journal is bounded to one. */
export async function footprint({ program }) {
  const server = await lockstep({ program, options: ['--journal-megabytes', '1'] });
  try {
    const resident = async () => (await usage(server.child.pid)).megabytes;
    const idle = await resident();
    const world = await server.control('/worlds', { hubspot: { rate_limits_enforced: false }, journal_bytes_max: 1e6 });
    await fillGoogle(world.google);
    const google = await resident();
    await fillHubSpot(world.hubspot);
    return { readyAfterMs: server.readyAfterMs, idle, google, both: await resident() };
  } finally {
    await server.stop();
  }
}
