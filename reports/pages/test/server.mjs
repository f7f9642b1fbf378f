// `lockstep serve` for a page that is a client of it.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

// @return  The ready line, and stop(): it throws what the server wrote on stderr unless that ended well. It does not
//          where an answer was not as its service describes it (LOCKSTEP_SPECS).
export async function startServer() {
  const server = spawn(process.env.LOCKSTEP, ['serve', '--until-stdin-closes'], {stdio: ['pipe', 'pipe', 'pipe']});
  let stderr = '';
  server.stderr.setEncoding('utf8').on('data', text => { stderr += text; });
  const closed = once(server, 'close');
  const harnessError = (code, when) => new Error(`harness error: lockstep serve exited with ${code} ${when}\n${stderr}`);
  const [line] = await Promise.race([
    once(createInterface(server.stdout), 'line'),
    closed.then(([code]) => { throw harnessError(code, 'before it was ready'); }),
  ]);
  return {
    ready: JSON.parse(line),
    async stop() {
      server.stdin.end();
      const [code, signal] = await closed;
      if (code !== 0) {
        throw harnessError(code ?? signal, 'in the end');
      }
    },
  };
}
