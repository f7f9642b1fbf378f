// The configuration, and what its settings mean for a connection.
import { readFile } from 'node:fs/promises';

export async function readConfig(path) {
  const config = JSON.parse(await readFile(path, 'utf8'));
  config.connections = config.connections.map(understood);
  return config;
}

function understood(connection) {
  const { hubspot, google } = connection;
  const configured = Boolean(hubspot && google);
  const fromHubspot = configured && hubspot.records !== 'none';
  const fromGoogle = configured && google.records !== 'none';
  return {
    ...connection,
    configured,
    // A drop-down that says "none" makes the sync one-way: that side is only written to (S8, S9).
    direction: { toGoogle: fromHubspot, toHubspot: fromGoogle },
    listId: hubspot?.records === 'filter' ? hubspot.filter?.list : undefined,
    propertyFilters: (hubspot?.records === 'filter' && hubspot.filter?.properties) || [],
    /** Changes when somebody saves other settings (SET-1). */
    settingsKey: JSON.stringify([hubspot, google, connection.default_app]),
  };
}

/** Whether HubSpot's drop-down selects the contact as a source. */
export function selectsContact(connection, contact, listMembers) {
  const { direction, listId, propertyFilters } = connection;
  return (
    direction.toGoogle &&
    (!listId || listMembers.has(contact.id)) &&
    propertyFilters.every(({ property, operator, value }) => {
      const actual = (contact.properties[property] ?? '').trim();
      return operator === 'known' ? actual !== '' : actual === value;
    })
  );
}

/** Whether Google's drop-down selects the person as a source. */
export function selectsPerson(connection, person) {
  const { direction, google } = connection;
  const filter = (google.records === 'filter' && google.filter) || {};
  return (
    direction.toHubspot &&
    (!filter.contacts_folder || isMember(person, 'contactGroups/myContacts')) &&
    (!filter.starred || isMember(person, 'contactGroups/starred'))
  );
}

const isMember = (person, group) =>
  (person.memberships ?? []).some(
    ({ contactGroupMembership }) => contactGroupMembership?.contactGroupResourceName === group,
  );

/** What the settings ask for and this connector does not do. */
export function refusedSettings(connection) {
  const refused = [];
  const refuse = (setting, rule, reason) => refused.push({ connection: connection.id, setting, rule, reason });
  const tooSmall = connection.plan === 'free' && 'Custom mappings need the Starter plan or a higher one';
  connection.custom_mappings?.forEach((_, at) =>
    refuse(`custom_mappings[${at}]`, 'MAP-2', tooSmall || 'This connector has no custom mappings'),
  );
  connection.default_mapping_changes?.forEach((_, at) =>
    refuse(`default_mapping_changes[${at}]`, 'MAP-1', 'The default mappings are locked'),
  );
  if (!connection.only_with_email) {
    refuse('only_with_email', 'MAT-6', 'This connector syncs contacts with an email only');
  }
  if (connection.google?.records === 'filter' && !connection.google.filter?.contacts_folder) {
    refuse('google.filter.contacts_folder', 'SCO-10', 'This connector does not sync Other contacts');
  }
  return refused;
}
