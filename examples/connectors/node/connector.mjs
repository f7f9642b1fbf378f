// Runs passes of the sync: one if LOCKSTEP_CONFIG names a configuration, else one for each command on stdin.
import { createInterface } from 'node:readline';
import { runPass } from './src/run.mjs';

if (process.env.LOCKSTEP_CONFIG) {
  const problems = await runPass(process.env.LOCKSTEP_CONFIG);
  if (problems.length > 0) {
    console.error(problems.join('\n'));
  }
  // A request that was given up may still hold a connection.
  process.exit(problems.length > 0 ? 1 : 0);
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: command, pass, config } = JSON.parse(line);
    const problems = await runPass(config).catch((error) => [error.stack]);
    const answer = { done: command, pass, ok: problems.length === 0 };
    if (!answer.ok) {
      answer.message = problems.join('; ');
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  process.exit();
}
