// One round of load on one server, by wrk, and what it cost the server.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TICKS_PER_SECOND = 100; // USER_HZ of Linux.

/** The process and its descendants. */
async function processTree(pid) {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=']);
  const children = new Map();
  for (const line of stdout.trim().split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found = [pid];
  for (let at = 0; at < found.length; ++at) {
    found.push(...(children.get(found[at]) ?? []));
  }
  return found;
}

/** Seconds of CPU that the process tree has used, and its resident megabytes. */
export async function usage(pid) {
  let seconds = 0;
  let megabytes = 0;
  for (const each of await processTree(pid)) {
    try {
      const stat = await readFile(`/proc/${each}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      seconds += (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
      megabytes += (Number(fields[21]) * 4096) / 1e6;
    } catch {
      // It has ended meanwhile.
    }
  }
  return { seconds, megabytes };
}

/** SIGSTOP or SIGCONT for the process and its descendants. */
export async function signalTree(pid, signal) {
  for (const each of await processTree(pid)) {
    try {
      process.kill(each, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
}

const micros = (text) => {
  const [, number, unit] = /^([\d.]+)(us|ms|s)$/.exec(text);
  return Number(number) * { us: 1, ms: 1e3, s: 1e6 }[unit];
};

/**
 * @param request  {method, url, headers, body}
 * @returns {rate, p50, p99, cpu}: requests a second, microseconds, microseconds of server CPU a request
 */
export async function load({ folder, pid, request, connections, seconds }) {
  const script = path.join(folder, 'request.lua');
  const quote = (text) => JSON.stringify(text).replaceAll('\\u', '\\\\u');
  const lines = [`wrk.method = ${quote(request.method)}`];
  for (const [name, value] of Object.entries(request.headers)) {
    lines.push(`wrk.headers[${quote(name)}] = ${quote(value)}`);
  }
  if (request.body) {
    lines.push(`wrk.body = ${quote(request.body)}`);
  }
  await writeFile(script, `${lines.join('\n')}\n`);
  const before = await usage(pid);
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script, request.url]);
  const after = await usage(pid);
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (refused || /Socket errors/.test(stdout)) {
    throw new Error(`${request.method} ${request.url} was not answered as expected:\n${stdout}`);
  }
  const count = Number(/(\d+) requests in/.exec(stdout)[1]);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: micros(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: micros(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
    cpu: ((after.seconds - before.seconds) * 1e6) / count,
  };
}
