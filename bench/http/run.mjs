// Lockstep against the servers that a user would pick instead: one run, interleaved rounds, ratios within a round.
//
//   npm ci --prefix bench/http && node bench/http/run.mjs --program build/release/cli/lockstep > docs/benchmarks.md
//
// Needs wrk, nginx and a Java runtime. --rounds N (3), --seconds S (3) of load each, --peers a,b (all).
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { footprint } from './footprint.mjs';
import { load, signalTree, usage } from './load.mjs';
import * as servers from './servers.mjs';

const PEERS = {
  nginx: servers.startNginx,
  wiremock: servers.startWireMock,
  mountebank: servers.startMountebank,
  prism: servers.startPrism,
  'json-server': servers.startJsonServer,
};
const WORKLOADS = ['read', 'list', 'create'];
const CONNECTIONS = [1, 8];

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: 'build/release/cli/lockstep' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    peers: { type: 'string', default: Object.keys(PEERS).join(',') },
  },
});

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** rounds[server][workload/connections] = one result a round */
async function measure(running) {
  const rounds = {};
  // The others stand still meanwhile: a collector or a file that is written late would count against
  // whoever comes next.
  for (const { server } of running) {
    await signalTree(server.pid, 'SIGSTOP');
  }
  for (let round = 0; round < Number(options.rounds); ++round) {
    for (const workload of WORKLOADS) {
      for (const connections of CONNECTIONS) {
        for (const { server, folder } of running) {
          const request = server.requests[workload];
          if (!request) {
            continue;
          }
          await signalTree(server.pid, 'SIGCONT');
          const result = await load({ folder, pid: server.pid, request, connections, seconds: Number(options.seconds) });
          await signalTree(server.pid, 'SIGSTOP');
          ((rounds[server.name] ??= {})[`${workload}/${connections}`] ??= []).push(result);
          process.stderr.write(`round ${round + 1} ${server.name} ${workload} ${connections}: ${Math.round(result.rate)}/s\n`);
        }
      }
    }
  }
  return rounds;
}

function table(rounds) {
  const cases = WORKLOADS.flatMap((workload) => CONNECTIONS.map((connections) => `${workload}/${connections}`));
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const lines = [row(['server', ...cases.map((name) => name.replace('/', ', c='))]), row(['---', ...cases.map(() => '---')])];
  for (const [name, results] of Object.entries(rounds)) {
    lines.push(
      row([
        name,
        ...cases.map((at) => {
          if (!results[at]) {
            return '–';
          }
          const of = (key) => Math.round(median(results[at].map((result) => result[key])));
          const ratio = median(results[at].map((result, round) => rounds.lockstep[at][round].rate / result.rate));
          return `${of('rate')} / ${of('p50')} / ${of('p99')} / ${of('cpu')} (${ratio.toFixed(2)}×)`;
        }),
      ]),
    );
  }
  return lines.join('\n');
}

/** How a server that does next to nothing compares with the fastest mock server, and this one with it. */
function bound(rounds) {
  const rate = (name) => rounds[name] && median(rounds[name]['read/1'].map((result) => result.rate));
  const [files, mock, own] = ['nginx (files)', 'WireMock (journal off)', 'lockstep'].map(rate);
  return files && mock && own
    ? `\nA read at one connection is a round trip above all: nginx, which only sends a file, makes ${(files / mock).toFixed(2)} times as many as\n` +
        `WireMock, and Lockstep ${(own / files).toFixed(2)} times as many as nginx.\n`
    : '';
}

const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-bench-'));
const running = [];
try {
  const print = await footprint(options);
  const lockstep = await servers.startLockstep(options);
  running.push({ server: lockstep, folder });
  for (const name of options.peers.split(',').filter(Boolean)) {
    const own = await mkdtemp(path.join(folder, `${name}-`));
    running.push({ server: await PEERS[name]({ folder: own, workload: lockstep.workload }), folder: own });
  }
  const rounds = await measure(running);
  const { megabytes } = await usage(lockstep.pid);
  const bytes = (name) => lockstep.workload.requests[name].answer.length;
  console.log(`# Benchmarks

Requests a second / median µs / 99th percentile µs / server CPU µs a request; in brackets, how many times as fast Lockstep was in
the same round. Medians of ${options.rounds} interleaved rounds of ${options.seconds} s each, wrk with one thread, ${cpus().length} cores
(${cpus()[0].model}) shared by wrk and the server; the other servers stand still meanwhile. Lockstep keeps state
and its journal; its peers answer with the same bytes from a file or a stub: read ${bytes('read')} bytes, list of 100 ${bytes('list')} bytes, create ${bytes('create')} bytes.

${table(rounds)}
${bound(rounds)}
Lockstep prints its ready line ${Math.round(print.readyAfterMs)} ms after its start and then holds ${Math.round(print.idle)} MB. With 25,000 contacts at
Google it holds ${Math.round(print.google)} MB, with 25,000 more in HubSpot ${Math.round(print.both)} MB; after the load above, every created contact
included, ${Math.round(megabytes)} MB.

Made by \`node bench/http/run.mjs\`.`);
} finally {
  for (const { server } of running) {
    await signalTree(server.pid, 'SIGCONT');
    await server.stop();
  }
  await rm(folder, { recursive: true, force: true });
}
