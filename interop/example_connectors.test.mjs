// The connectors in examples/ hold: the one in Node as it is, the one in Python with its waivers.
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

test('the Node example fails in no scenario that it claims', async () => {
  const { run: told, counts } = await certify('node');
  const { pass, 'not applicable': moot = 0, ...others } = counts.scenarios;
  assert.deepEqual(others, {});
  assert.ok(pass > 300, JSON.stringify(counts));
  assert.ok(moot < pass);
  assert.deepEqual(told.obstacles, []);
  assert.equal(told.certificate, true);
});

test('the Python example certifies with its waivers, and every one of them is needed', async () => {
  const { run: told, waivers } = await certify('python', '--waivers', path.join(examples, 'python/waivers.json'));
  assert.deepEqual(told.obstacles, []);
  assert.equal(told.certificate, true);
  assert.deepEqual(waivers.filter((waiver) => waiver.covered !== waiver.most), []);
});
