// A recorded service is real and far away: it stands behind TLS, packs its answers, and its time passes by itself.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { control, wait } from './lockstep.mjs';

export const connector = path.join(
  import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
  '../examples/connectors/node',
);

/** The recorder's time is real, the fakes' is virtual: neither may run away from the other. */
export async function catchUp(ready) {
  const { now } = await control(ready, 'GET', '/clock');
  await wait(ready, Math.max(0, Date.now() - Date.parse(now)));
}

/** A key and a certificate that only those know who are told. */
export function makeCertificate(folder) {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert,
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { stdio: 'pipe' });
  return { key, cert };
}

async function listening(server, scheme) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${scheme}://localhost:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A service behind TLS, as the real ones are: hands on to `target`, over HTTP. */
export async function behindTls(target, { key, cert }) {
  const server = https.createServer({ key: await readFile(key), cert: await readFile(cert) }, (request, response) => {
    const { method, headers } = request;
    request.pipe(http.request(target + request.url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }));
  });
  return listening(server, 'https');
}

const bytesOf = async (stream) => Buffer.concat(await stream.toArray());

/** A service that packs each answer, whatever is asked for; `said` has a text of each exchange, unpacked. */
export async function packing(target) {
  const said = [];
  const server = http.createServer(async (request, response) => {
    const { method, url, headers } = request;
    const asked = await bytesOf(request);
    const [answer] = await once(http.request(target + url, { method, headers }).end(asked), 'response');
    const body = await bytesOf(answer);
    said.push([url, JSON.stringify(headers), asked, JSON.stringify(answer.headers), body].join('\n'));
    const packed = gzipSync(body);
    const { 'transfer-encoding': _, ...others } = answer.headers;
    response.writeHead(answer.statusCode, { ...others, 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
  });
  return { said, ...(await listening(server, 'http')) };
}

/** One pass of the connector in Node, whose services are where `config` says. */
export async function sync(config) {
  const child = spawn(process.execPath, ['connector.mjs'], {
    cwd: connector,
    env: { ...process.env, LOCKSTEP_CONFIG: config },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
}
