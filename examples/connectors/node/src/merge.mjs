// Which value of a field stands, and who has to be told: rules MRG-1 to MRG-15. Nothing here knows the services.
import { hubspotProperties, same, toHubspotOnly } from './mapping.mjs';

/**
 * Compares what the two sides of a pair hold, field by field, and returns the changes to make on each.
 * - `base`: what each side held when they last agreed. A field that is not in it they have never agreed on.
 * - `again`: old differences are to be settled as at a first meeting, because settings were saved (SET-1).
 */
export function mergePair({ hubspot, google, base, again, direction, defaultApp, region }) {
  const changes = { hubspot: {}, google: {} };
  for (const field of hubspotProperties) {
    const values = { hubspot: hubspot[field], google: google[field] };
    if (same(field, values.hubspot, values.google, region)) {
      continue;
    }
    const settled = base && field in base.hubspot;
    const situation = {
      values,
      changed: {
        hubspot: settled && !same(field, values.hubspot, base.hubspot[field], region),
        google: settled && !same(field, values.google, base.google[field], region),
      },
      // What differs in blanks alone was written once and tidied by the service (MRG-13).
      unsettled: !settled || (again && squeezed(values.hubspot) !== squeezed(values.google)),
    };
    const toGoogle = direction.toGoogle && !toHubspotOnly.has(field);
    const winner =
      toGoogle && direction.toHubspot
        ? winnerOfTwo(situation, defaultApp)
        : oneWay(situation, toGoogle ? 'hubspot' : direction.toHubspot ? 'google' : undefined);
    if (winner) {
      changes[otherSide(winner)][field] = values[winner];
    }
  }
  return changes;
}

function winnerOfTwo({ values, changed, unsettled }, defaultApp) {
  if (changed.hubspot !== changed.google) {
    return changed.hubspot ? 'hubspot' : 'google';
  }
  // An empty value of the default app never blanks the other's (MRG-4, MRG-11).
  const preferred = values[defaultApp] === '' ? otherSide(defaultApp) : defaultApp;
  return changed.hubspot || unsettled ? preferred : undefined;
}

/** Edits of the target and the default app count for nothing (DIR-5, DIR-7). */
function oneWay({ values, changed, unsettled }, source) {
  if (!source || !(changed[source] || unsettled)) {
    return undefined;
  }
  const clears = changed[source] && !changed[otherSide(source)];
  return values[source] !== '' || clears ? source : undefined;
}

const otherSide = (side) => (side === 'hubspot' ? 'google' : 'hubspot');
const squeezed = (text) => text.replace(/\s+/g, ' ').normalize('NFC');

/**
 * The base of a pair whose last write was cut off: where a value has arrived, both sides have agreed on it. Without
 * this the sync would take its own write for a user's edit (ROB-1).
 */
export function baseAfterInterruption({ hubspot, google, base, writing, region }) {
  const agreed = {};
  for (const [held, written] of [
    [hubspot, writing.toHubspot],
    [google, writing.toGoogle],
  ]) {
    for (const [field, value] of Object.entries(written ?? {})) {
      if (same(field, held[field], value, region)) {
        agreed[field] = value;
      }
    }
  }
  return { hubspot: { ...base?.hubspot, ...agreed }, google: { ...base?.google, ...agreed } };
}
