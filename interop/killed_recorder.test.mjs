// A recorder that is killed leaves a file that can be read up to its last whole line, and has every answer that was given.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run, serve, startedWithLine, wait } from './lockstep.mjs';

const CLIENTS = 4;

/** Hands on to `target`; emits `asked` when a request is there, and `answering` when its answer goes back. */
async function relay(target) {
  const events = new EventEmitter();
  const server = http.createServer(async (request, response) => {
    events.emit('asked');
    const { method, url, headers } = request;
    const pieces = await request.toArray().catch(() => undefined);
    if (!pieces) {
      return; // The recorder was killed in the middle of its request.
    }
    const body = Buffer.concat(pieces);
    const [answer] = await once(http.request(target + url, { method, headers }).end(body), 'response');
    response.writeHead(answer.statusCode, answer.headers).end(Buffer.concat(await answer.toArray()));
    events.emit('answering');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { events, stop, url: `http://127.0.0.1:${server.address().port}` };
}

describe('a recorder that is killed while requests run', () => {
  let folder;
  let world;
  let service;
  let made = 0;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lockstep-killed-'));
    world = await serve({ seed: 31 });
    service = await relay(world.ready.hubspot.base_url);
  });
  after(async () => {
    service.stop();
    await rm(folder, { recursive: true });
    await world.stop();
  });

  /** Creates contacts, one after the other, until nobody answers any more. */
  async function ask(url, answered) {
    for (;;) {
      const properties = { email: `person.${(made += 1)}@example.com`, firstname: 'Ann', message: 'x'.repeat(made % 7 === 0 ? 60_000 : 20) };
      try {
        const answer = await fetch(`${url}/crm/v3/objects/contacts`, {
          method: 'POST',
          headers: { authorization: `Bearer ${world.ready.hubspot.access_token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ properties }),
        });
        await answer.text();
        assert.equal(answer.status, 201);
      } catch (error) {
        assert.ok(error instanceof TypeError, error);
        return;
      }
      answered();
    }
  }

  /** Kills a recorder when `event` happens for the `count`-th time: its file, and how much was asked and answered by then. */
  async function killedAt(event, count) {
    await wait(world.ready, 10_000);
    const file = path.join(folder, `${event}-${count}.jsonl`);
    const recorder = await startedWithLine(
      ['record', '--out', file, '--key', path.join(folder, 'key'), '--until-stdin-closes', '--hubspot', service.url, '--google', service.url],
    );
    const counts = { asked: 0, answering: 0, answered: 0 };
    let killed;
    const happens = (what) => () => {
      counts[what] += 1;
      if (what === event && counts[what] === count) {
        killed = recorder.kill();
      }
    };
    for (const what of ['asked', 'answering']) {
      service.events.on(what, happens(what));
    }
    const url = recorder.ready.hubspot.base_url;
    await Promise.all(Array.from({ length: CLIENTS }, () => ask(url, happens('answered'))));
    await killed;
    service.events.removeAllListeners();
    return { file, counts };
  }

  for (const [event, moment] of [
    ['asked', 'the service has a request'],
    ['answering', 'an answer is on its way to the recorder'],
    ['answered', 'an answer has come to the connector'],
  ]) {
    test(`has what it answered, in whole lines, when ${moment}`, async () => {
      for (const count of [1, 2, 3, 4, 5, 8, 13, 21]) {
        const { file, counts } = await killedAt(event, count);
        const text = await readFile(file, 'utf8');
        const lines = text.slice(0, text.lastIndexOf('\n') + 1).trimEnd().split('\n').map((line) => JSON.parse(line));
        const exchanges = lines.filter((line) => line.event === 'exchange');
        const told = JSON.stringify({ event, count, counts, exchanges: exchanges.length });
        assert.equal(lines[0].event, 'recording', told);
        assert.ok(exchanges.length >= counts.answered && exchanges.length <= counts.asked, told);
        assert.ok(exchanges.every(({ response }) => response.status === 201), told);
        await run('lift', file, '--out', `${file}c`);
      }
    });
  }
});
