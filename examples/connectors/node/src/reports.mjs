// What a user would see of the connector: health.json and refused.json.
import path from 'node:path';
import { Paused } from './calls.mjs';
import { isFull, isTooLarge } from './google.mjs';
import { writeAtomically } from './state.mjs';

const excludedMessages = {
  NO_EMAIL: 'The record has no email',
  NO_NAME_AND_EMAIL: 'The record has neither name nor email',
  NOT_IN_FILTER: 'No filter selects the record',
  COUNTERPART_DELETED: 'Its counterpart was deleted',
};

const storageRemedies = [
  'Empty Trash and Other contacts in Google Contacts',
  'Delete duplicate or unneeded contacts',
  'Trim the contact if it is above 128 KB',
];

export const inSync = () => entry('in_sync', null, '');
export const pending = () => entry('pending', null, 'Waits for its turn');
export const excluded = (reason) => entry('excluded', reason, excludedMessages[reason]);
export const duplicate = () => entry('failing', 'DUPLICATE_RECORD', 'Another record has the same email');
export const storageFull = (cause) => ({
  ...entry('failing', 'STORAGE_LIMIT_EXCEEDED', 'Storage limit exceeded'),
  cause,
  remedies: storageRemedies,
});

/** What a refused write means for its record. */
export function failing(error) {
  if (error instanceof Paused) {
    throw error;
  }
  if (isFull(error)) {
    return storageFull('account');
  }
  return isTooLarge(error) ? storageFull('contact') : entry('failing', reasonOf(error), error.message);
}

function reasonOf({ status, body, message }) {
  if (status === undefined || status >= 500) {
    return 'UNAVAILABLE';
  }
  if (status === 409) {
    return body?.category === 'CONFLICT' ? 'DUPLICATE_RECORD' : 'UNAVAILABLE';
  }
  if (body?.category === 'CONTACT_LIMIT_REACHED' || /CONTACT_LIMIT/.test(JSON.stringify(body))) {
    return 'CONTACT_LIMIT';
  }
  const known = { 403: 'PERMISSION', 404: 'NOT_FOUND', 429: 'RATE_LIMITED' }[status];
  const code = /INVALID_EMAIL|TOO_LONG/.exec(JSON.stringify(body) + message)?.[0];
  return known ?? code ?? 'INVALID_VALUE';
}

function entry(state, reason, message) {
  return { state, reason, cause: null, message, remedies: [] };
}

export function connectionReport(id, connectionState, records = [], reason = null) {
  const counts = { in_sync: 0, excluded: 0, failing: 0, pending: 0 };
  records.forEach(({ state }) => (counts[state] += 1));
  return { id, connection_state: connectionState, reason, counts, records };
}

export async function writeReports(folder, connections, refused) {
  await writeAtomically(path.join(folder, 'health.json'), `${JSON.stringify({ connections }, null, 2)}\n`);
  await writeAtomically(path.join(folder, 'refused.json'), `${JSON.stringify({ refused }, null, 2)}\n`);
}
