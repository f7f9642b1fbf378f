// One pass over every connection of a configuration file.
import { readConfig, refusedSettings } from './config.mjs';
import { Clock } from './clock.mjs';
import { Paused } from './calls.mjs';
import { GoogleContacts } from './google.mjs';
import { HubSpot } from './hubspot.mjs';
import { Pass } from './pass.mjs';
import { connectionReport, writeReports } from './reports.mjs';
import { StateFile } from './state.mjs';

/** Resolves with the problems that made it give up on a connection: none if all went well. */
export async function runPass(configPath) {
  const config = await readConfig(configPath);
  const clock = new Clock(config);
  const problems = [];
  const reports = [];
  for (const connection of config.connections) {
    try {
      reports.push(await runConnection(config, connection, clock));
    } catch (error) {
      console.error(error);
      problems.push(`connection ${connection.id}: ${error.message}`);
      reports.push(connectionReport(connection.id, 'ok', [], 'UNAVAILABLE'));
    }
  }
  await writeReports(config.state_dir, reports, config.connections.flatMap(refusedSettings));
  return problems;
}

async function runConnection(config, connection, clock) {
  if (!connection.configured || !connection.enabled) {
    return connectionReport(connection.id, 'off');
  }
  const file = new StateFile(config.state_dir, connection.id);
  const state = await file.read();
  try {
    const hubspot = await HubSpot.connect(config.hubspot, connection, clock, state.pace);
    const google = await GoogleContacts.connect(config.google, connection, clock, state.pace);
    const pass = new Pass({ config, connection, clock, hubspot, google, state, file });
    try {
      return connectionReport(connection.id, 'ok', await pass.run());
    } finally {
      state.pace = { at: Date.parse(await clock.now()), ...hubspot.paceSpent(), ...google.paceSpent() };
      await file.write(state);
    }
  } catch (error) {
    if (error instanceof Paused) {
      return connectionReport(connection.id, 'paused', [], error.reason);
    }
    throw error;
  }
}
