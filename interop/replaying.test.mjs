// `lockstep replay` as somebody uses it who looks for a step: shown one by one, and the same again by copy and paste.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ended, run } from './lockstep.mjs';

const suites = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../scenarios/suites');
// Its steps: sync, merge, sync, a user's new job title in HubSpot, sync.
const merge = path.join(suites, 'delete/hubspot-merge-with-a-new-id.jsonc');
const pairs = path.join(suites, 'match/same-email-pairs.jsonc');

/** The steps that were shown as JSON, each with both services. */
const shown = (stdout) => stdout.trim().split('\n').map((line) => JSON.parse(line));
const stepsOf = (stdout) => [...stdout.matchAll(/, after step (\d+) \(line \d+\)/g)].map(([, step]) => Number(step));

describe('replay', () => {
  let folder;
  let wrong;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "lockstep it's replayed $HOME "));
    await mkdir(path.join(folder, 'bin'));
    await symlink(path.resolve(process.env.LOCKSTEP), path.join(folder, 'bin/lockstep'));
    const text = await readFile(pairs, 'utf8');
    wrong = path.join(folder, 'wrong; "one".jsonc');
    await writeFile(wrong, text.replace('"count": {"hubspot": 1, "google": 1}', '"count": {"hubspot": 7}'));
    assert.notEqual(await readFile(wrong, 'utf8'), text);
  });
  after(() => rm(folder, { recursive: true }));

  test('--until stops after that step and shows both services as they are then', async () => {
    const jobTitles = async (step) => {
      const { stdout } = await run('replay', merge, '--in-process', '--until', String(step), '--json');
      const [{ step: told, stores }] = shown(stdout);
      assert.equal(told, step);
      return Object.entries(stores).filter(([, records]) => JSON.stringify(records).includes('Engineer')).map(([service]) => service);
    };
    assert.deepEqual(await jobTitles(2), []);
    assert.deepEqual(await jobTitles(3), ['hubspot']);
    assert.deepEqual((await jobTitles(4)).sort(), ['google', 'hubspot']);
    const { stdout } = await run('replay', merge, '--in-process', '--until', '2');
    assert.deepEqual(stepsOf(stdout), [2]);
    assert.match(stdout, /^HubSpot +\| Google$/m);
    assert.doesNotMatch(stdout, /Scenarios:/, 'the rest was not judged');
  });

  test('--until a step that is not there stops at the last', async () => {
    const { stdout } = await run('replay', merge, '--in-process', '--until', '99');
    assert.deepEqual(stepsOf(stdout), [4]);
  });

  test('--from shows each step from there on, and then how the whole is judged', async () => {
    const { stdout } = await run('replay', merge, '--in-process', '--from', '3');
    assert.deepEqual(stepsOf(stdout), [3, 4]);
    assert.match(stdout, /Scenarios: 1 passed, 0 failed, 0 skipped/);
  });

  test('--from and --until show what is between them, and judge no more', async () => {
    const { stdout } = await run('replay', merge, '--in-process', '--from', '1', '--until', '3');
    assert.deepEqual(stepsOf(stdout), [1, 2, 3]);
    assert.doesNotMatch(stdout, /Scenarios:/);
  });

  test('a step is shown alike, whatever was shown before it', async () => {
    const all = shown((await run('replay', merge, '--in-process', '--from', '0', '--until', '4', '--json')).stdout);
    for (const each of all) {
      const [alone] = shown((await run('replay', merge, '--in-process', '--until', String(each.step), '--json')).stdout);
      assert.deepEqual(alone, each);
    }
  });

  test('the line behind "Again:", pasted into a shell, does the same again', async () => {
    const pasted = (line) =>
      new Promise((resolve) => {
        const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` };
        execFile('/bin/sh', ['-c', line], { env }, (error, stdout) => resolve({ code: error?.code ?? 0, stdout }));
      });
    const settings = path.join(folder, "one's settings.json");
    await writeFile(settings, '{}');
    const copy = path.join(folder, 'a copy.jsonc');
    await copyFile(merge, copy);
    for (const args of [
      [copy, '--in-process', '--until', '2', '--seed', '7'],
      [copy, wrong, '--in-process', '--from', '3'],
      [wrong, '--settings', settings],
    ]) {
      const { code, stdout } = await ended('replay', ...args);
      const [, again] = /^Again: (.*)$/m.exec(stdout);
      assert.deepEqual(await pasted(again), { code, stdout });
    }
  });

  test('several files happen one after the other, each as alone, and one that fails is the exit code', async () => {
    const files = [merge, wrong, pairs];
    const { code, stdout } = await ended('replay', ...files, '--in-process', '--json');
    assert.equal(code, 1);
    const { scenarios } = JSON.parse(stdout);
    for (const [at, file] of files.entries()) {
      const alone = await ended('replay', file, '--in-process', '--json');
      assert.equal(alone.code, file === wrong ? 1 : 0);
      assert.deepEqual(scenarios[at], JSON.parse(alone.stdout).scenarios[0]);
    }
    const { stdout: steps } = await ended('replay', merge, pairs, '--in-process', '--until', '1');
    assert.deepEqual(stepsOf(steps), [1, 0], 'the second has one step');
  });

  test('a file that cannot be read is told, and nothing happens', async () => {
    const { code, stdout, stderr } = await ended('replay', pairs, path.join(folder, 'none.jsonc'), '--in-process');
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /none\.jsonc/);
  });

  test('the same input gives the same output, byte by byte, and another seed another', async () => {
    for (const args of [['--in-process', '--json'], ['--in-process', '--from', '0', '--until', '4'], []]) {
      const [one, other] = [await ended('replay', merge, ...args), await ended('replay', merge, ...args)];
      assert.equal(one.stdout, other.stdout);
      assert.deepEqual([one.code, other.code], [0, 0]);
    }
    const ids = async (seed) => shown((await run('replay', merge, '--in-process', '--until', '0', '--json', '--seed', seed)).stdout)[0].stores;
    assert.notDeepEqual(await ids('1'), await ids('2'));
  });
});
