// Lockstep and its peers, each started so that it answers the same three requests with the same bytes.
//
// Every start function takes {folder, workload} and returns {name, pid, requests: {read, list, create}, stop()}.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const JSON_TYPE = 'application/json; charset=UTF-8';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
  return {
    child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
        await once(child, 'exit');
        clearTimeout(killer);
      }
    },
  };
}

async function untilAnswered({ url, method, headers, body }, child) {
  for (let attempt = 0; attempt < 600; ++attempt) {
    if (child.exitCode !== null) {
      throw new Error(`the server of ${url} exited with ${child.exitCode}`);
    }
    try {
      const answer = await fetch(url, { method, headers, body });
      await answer.arrayBuffer();
      if (answer.ok) {
        return;
      }
    } catch {
      // Not listening yet.
    }
    await pause(50);
  }
  throw new Error(`${method} ${url} was never answered with success`);
}

/** The workload's requests, sent to `base`; `paths` for a server that cannot have the real ones. */
function requestsAt(base, workload, paths = {}) {
  return Object.fromEntries(
    Object.entries(workload.requests).map(([name, request]) => [
      name,
      { ...request, url: base + (paths[name] ?? request.target) },
    ]),
  );
}

async function ready(name, process, requests) {
  await untilAnswered(requests.read, process.child);
  return { name, pid: process.child.pid, requests, stop: process.stop };
}

/** What every peer serves: taken from Lockstep itself. */
export async function lockstep({ program, options = [] }) {
  const started = process.hrtime.bigint();
  const child = spawn(program, ['serve', '--until-stdin-closes', ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(readline.createInterface({ input: child.stdout }), 'line');
  const readyAfterMs = Number(process.hrtime.bigint() - started) / 1e6;
  const served = JSON.parse(line);
  const control = async (at, body) => {
    const answer = await fetch(served.control.url + at, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.control.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`the control API answered ${answer.status}: ${await answer.text()}`);
    }
    return answer.json();
  };
  const stop = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { child, served, control, readyAfterMs, stop };
}

const PERSON_FIELDS = 'names,emailAddresses,phoneNumbers,organizations,metadata';
export const person = (number) => ({
  names: [{ givenName: 'Ada', familyName: `Lovelace ${number}` }],
  emailAddresses: [{ value: `ada${number}@example.com`, type: 'work' }],
  phoneNumbers: [{ value: '(415) 555-0100', type: 'mobile' }],
  organizations: [{ name: 'Analytical Engines', title: 'Countess' }],
});

/**
 * A world of 1,000 contacts in which no virtual time passes, and the three requests with the bytes of their
 * answers. A world of its own each time: creating must not meet the limit of contacts.
 */
export async function fillWorld(server) {
  const world = await server.control('/worlds', {
    exchange_cost_ms: 0,
    google: { contacts_max: 1_000_000_000 },
  });
  const { base_url: base, access_token: token } = world.google;
  const headers = { authorization: `Bearer ${token}` };
  let read;
  for (let number = 0; number < 1_000; ++number) {
    const { resource_name: name } = await server.control(`/worlds/${world.id}/google/add_contact`, {
      person: person(number),
    });
    read = `/v1/${name}?personFields=${PERSON_FIELDS}`;
  }
  const requests = {
    read: { method: 'GET', target: read, headers },
    list: { method: 'GET', target: `/v1/people/me/connections?pageSize=100&personFields=${PERSON_FIELDS}`, headers },
    create: {
      method: 'POST',
      target: `/v1/people:createContact?personFields=${PERSON_FIELDS}`,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(person(1_000)),
    },
  };
  for (const request of Object.values(requests)) {
    const answer = await fetch(base + request.target, request);
    if (!answer.ok) {
      throw new Error(`${request.target} answered ${answer.status}: ${await answer.text()}`);
    }
    request.answer = await answer.text();
  }
  return { base, workload: { requests } };
}

export async function startLockstep({ program }) {
  const server = await lockstep({ program });
  const { base, workload } = await fillWorld(server);
  return { name: 'lockstep', pid: server.child.pid, requests: requestsAt(base, workload), workload, stop: server.stop };
}

export async function startNginx({ folder, workload }) {
  const port = await freePort();
  const { read, list } = workload.requests;
  const location = (request, file) => `
    location = ${request.target.split('?')[0]} { default_type '${JSON_TYPE}'; alias ${path.join(folder, file)}; }`;
  await writeFile(path.join(folder, 'read.json'), read.answer);
  await writeFile(path.join(folder, 'list.json'), list.answer);
  await mkdir(path.join(folder, 'temp'), { recursive: true });
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${path.join(folder, 'temp')};`)
    .join(' ');
  await writeFile(
    path.join(folder, 'nginx.conf'),
    `${process.getuid() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 1000000000; tcp_nodelay on; ${temp}
  server { listen 127.0.0.1:${port};${location(read, 'read.json')}${location(list, 'list.json')}
  }
}
`,
  );
  const child = start('nginx', ['-e', path.join(folder, 'error.log'), '-c', path.join(folder, 'nginx.conf')]);
  const requests = requestsAt(`http://127.0.0.1:${port}`, workload);
  delete requests.create; // A file server creates nothing.
  return ready('nginx (files)', child, requests);
}

export async function startWireMock({ folder, workload }) {
  const port = await freePort();
  await mkdir(path.join(folder, 'mappings'), { recursive: true });
  const mappings = Object.values(workload.requests).map(({ method, target, answer }) => ({
    request: { method, urlPath: target.split('?')[0] },
    response: { status: 200, headers: { 'Content-Type': JSON_TYPE }, body: answer },
  }));
  await writeFile(path.join(folder, 'mappings', 'all.json'), JSON.stringify({ mappings }));
  const build = path.join(path.dirname(require.resolve('wiremock/package.json')), 'build');
  const [jar] = (await readdir(build)).filter((name) => name.endsWith('.jar'));
  const child = start('java', [
    '-jar', path.join(build, jar), '--port', String(port), '--bind-address', '127.0.0.1', '--root-dir', folder,
    '--no-request-journal', '--disable-request-logging', '--disable-banner', '--disable-gzip',
  ]);
  return ready('WireMock (journal off)', child, requestsAt(`http://127.0.0.1:${port}`, workload));
}

export async function startMountebank({ folder, workload }) {
  const [port, imposter] = [await freePort(), await freePort()];
  const stubs = Object.values(workload.requests).map(({ method, target, answer }) => ({
    predicates: [{ equals: { method, path: target.split('?')[0] } }],
    responses: [{ is: { statusCode: 200, headers: { 'Content-Type': JSON_TYPE }, body: answer } }],
  }));
  const config = path.join(folder, 'imposters.json');
  await writeFile(config, JSON.stringify({ imposters: [{ port: imposter, protocol: 'http', stubs }] }));
  const child = start(process.execPath, [
    require.resolve('mountebank/bin/mb'), 'start', '--configfile', config, '--port', String(port),
    '--host', '127.0.0.1', '--nologfile', '--loglevel', 'error', '--pidfile', path.join(folder, 'mb.pid'),
  ]);
  return ready('mountebank', child, requestsAt(`http://127.0.0.1:${imposter}`, workload));
}

export async function startPrism({ folder, workload }) {
  const port = await freePort();
  const paths = {};
  for (const { method, target, body, answer } of Object.values(workload.requests)) {
    paths[target.split('?')[0]] = {
      [method.toLowerCase()]: {
        ...(body && { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } }),
        responses: { 200: { description: '', content: { 'application/json': { example: JSON.parse(answer) } } } },
      },
    };
  }
  const description = path.join(folder, 'openapi.json');
  await writeFile(description, JSON.stringify({ openapi: '3.0.3', info: { title: 'People', version: '1' }, paths }));
  const child = start(process.execPath, [
    require.resolve('@stoplight/prism-cli/dist/index.js'), 'mock', description, '--port', String(port), '--host', '127.0.0.1',
    '--verboseLevel', 'silent',
  ]);
  return ready('Prism', child, requestsAt(`http://127.0.0.1:${port}`, workload));
}

export async function startJsonServer({ folder, workload }) {
  const port = await freePort();
  const { connections } = JSON.parse(workload.requests.list.answer);
  const contacts = connections.map((contact, at) => ({ id: at + 1, ...contact }));
  const database = path.join(folder, 'db.json');
  await writeFile(database, JSON.stringify({ contacts }));
  const child = start(process.execPath, [
    require.resolve('json-server/lib/cli/bin.js'), database, '--port', String(port), '--host', '127.0.0.1', '--quiet',
  ]);
  const paths = { read: '/contacts/1', list: '/contacts?_limit=100', create: '/contacts' };
  return ready('json-server', child, requestsAt(`http://127.0.0.1:${port}`, workload, paths));
}
