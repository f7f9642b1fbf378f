// The lockstep command as a child process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';

const program = process.env.LOCKSTEP;
if (!program) {
  throw new Error('LOCKSTEP is not set: run ./dev test, or set it to the path of the lockstep command');
}

/** Runs the command to its end: `{code, stdout, stderr}`. */
export async function ended(...args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text));
  const [code] = await once(child, 'close');
  return { code, ...output };
}

/** Runs the command to its end and returns what it printed; throws if it does not exit with 0. */
export async function run(...args) {
  const { code, ...output } = await ended(...args);
  if (code !== 0) {
    throw new Error(`lockstep ${args.join(' ')} exited with ${code}\n${output.stdout}${output.stderr}`);
  }
  return output;
}

/**
 * Starts a command that runs until its stdin closes, and reads its ready line. Call stop() when done: it gives what the
 * command wrote on stderr, and throws it unless that ended well. `serve` does not where an answer was not as its
 * service describes it (LOCKSTEP_SPECS).
 */
export async function startedWithLine(args, env = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const closed = once(child, 'close');
  const harnessError = (code, when) => new Error(`harness error: lockstep ${args[0]} exited with ${code} ${when}\n${stderr}`);
  const lines = readline.createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    closed.then(([code]) => {
      throw harnessError(code, 'before it was ready');
    }),
  ]);
  return {
    ready: JSON.parse(line),
    async stop() {
      child.stdin.end();
      const [code, signal] = await closed;
      if (code !== 0) {
        throw harnessError(code ?? signal, 'in the end');
      }
      return stderr;
    },
    /** Ends it as a loss of power would. */
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
