// The connectors in examples/ certify: the one in Node as it is, the one in Python with its waivers.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { run } from './lockstep.mjs';

const examples = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../examples/connectors');
let folder;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-examples-'));
});
after(() => rm(folder, { recursive: true }));

async function certify(name, ...more) {
  const out = path.join(folder, name);
  await run('certify', '--connector', path.join(examples, name), '--out', out, ...more);
  return JSON.parse(await readFile(path.join(out, 'report.json'), 'utf8'));
}

test('the Node example certifies by all scenarios that it claims', async () => {
  const { run: told, counts } = await certify('node');
  assert.deepEqual(told.obstacles, []);
  assert.equal(told.certificate, true);
  assert.equal(counts.scenarios.fail, undefined);
  assert.ok(counts.scenarios.pass > 300, JSON.stringify(counts));
});

test('the Python example certifies with its waivers, and every one of them is needed', async () => {
  const { run: told, waivers } = await certify('python', '--waivers', path.join(examples, 'python/waivers.json'));
  assert.deepEqual(told.obstacles, []);
  assert.equal(told.certificate, true);
  assert.deepEqual(waivers.filter((waiver) => waiver.covered !== waiver.most), []);
});
