// HubSpot's contacts, through its own client.
import { Client } from '@hubspot/api-client';
import { Caller, Failure, Pace, Paused, retryAfter } from './calls.mjs';
import { hubspotProperties } from './mapping.mjs';

const writeScope = 'crm.objects.contacts.write';

export class HubSpot {
  #client;
  #caller;
  #pace;
  #properties;

  static async connect(app, connection, clock, pace) {
    const hubspot = new HubSpot();
    // No limiter and no retries of the client's own: both wait in real time.
    hubspot.#client = new Client({ basePath: app.base_url, numberOfApiCallRetries: 0 });
    // An app with OAuth may make 110 requests in ten seconds.
    hubspot.#pace = new Pace(clock, 100, 10_000, pace?.hubspot, pace?.at);
    hubspot.#properties = [
      ...new Set([
        ...hubspotProperties,
        'hs_additional_emails',
        ...connection.propertyFilters.map(({ property }) => property),
      ]),
    ];
    const how = { clock, describe, firstBackoff: 1000, deadline: 10_000 };
    const tokens = new Caller(how);
    const refresh = () => hubspot.#refresh(tokens, app, connection.hubspot_refresh_token);
    hubspot.#caller = new Caller({ ...how, refresh });
    const token = await refresh();
    if (connection.direction.toHubspot) {
      const { scopes } = await tokens.call(() => hubspot.#client.oauth.accessTokensApi.get(token));
      if (!scopes.includes(writeScope)) {
        throw new Paused('PERMISSION', `HubSpot does not allow ${writeScope}`);
      }
    }
    return hubspot;
  }

  async #refresh(tokens, app, refreshToken) {
    if (!refreshToken) {
      throw new Paused('PERMISSION', 'HubSpot is not connected');
    }
    const { oauth } = this.#client;
    try {
      const { accessToken } = await tokens.call(() =>
        oauth.tokensApi.create('refresh_token', undefined, undefined, app.client_id, app.client_secret, refreshToken),
      );
      this.#client.setAccessToken(accessToken);
      return accessToken;
    } catch (error) {
      throw error.status === 400 ? new Paused('AUTH_EXPIRED', error.message) : error;
    }
  }

  paceSpent() {
    return { hubspot: this.#pace.spent };
  }

  /** Every contact. Lists tell the truth at once, unlike searches, which lag. */
  async contacts() {
    const contacts = new Map();
    let after;
    do {
      const page = await this.#call(({ contacts: { basicApi } }) => basicApi.getPage(100, after, this.#properties));
      for (const contact of page.results.map(understood)) {
        contacts.set(contact.id, contact);
      }
      after = page.paging?.next?.after;
    } while (after);
    return contacts;
  }

  async listMembers(listId) {
    const members = new Set();
    let after;
    do {
      const page = await this.#call(({ lists }) => lists.membershipsApi.getPage(listId, after, undefined, 250));
      page.results.forEach(({ recordId }) => members.add(recordId));
      after = page.paging?.next?.after;
    } while (after);
    return members;
  }

  /** The contact that an id or an email leads to, under its present id; null if there is none. */
  async find(id, idProperty) {
    try {
      return understood(
        await this.#call(({ contacts: { basicApi } }) =>
          basicApi.getById(id, this.#properties, undefined, undefined, false, idProperty),
        ),
      );
    } catch (error) {
      if (error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  /** May be repeated: HubSpot refuses a second contact with the same email. */
  async create(properties) {
    return understood(
      await this.#call(({ contacts: { basicApi } }) => basicApi.create({ properties, associations: [] })),
    );
  }

  /** The answer holds the changed properties, as HubSpot has stored them. */
  async update(id, properties) {
    return understood(await this.#call(({ contacts: { basicApi } }) => basicApi.update(id, { properties })));
  }

  #call(send) {
    return this.#caller.call(() => send(this.#client.crm), { pace: [[this.#pace, 1]] });
  }
}

function understood({ id, properties }) {
  const emails = [properties.email, ...(properties.hs_additional_emails ?? '').split(';')];
  return { id, properties, emails: emails.map((email) => (email ?? '').trim().toLowerCase()).filter(Boolean) };
}

/** A connection that breaks, or an answer that ends in the middle, has no status. */
function describe(error) {
  const status = typeof error.code === 'number' ? error.code : undefined;
  const body = error.body ?? {};
  if (status === 403 && body.category === 'MISSING_SCOPES') {
    return new Paused('PERMISSION', body.message);
  }
  return new Failure({
    status,
    body,
    message: body.message ?? error.message,
    passing: status === undefined || status >= 500 || [423, 429, 477].includes(status),
    retryAfter:
      retryAfter(error.headers?.['retry-after']) ?? (body.policyName === 'TEN_SECONDLY_ROLLING' ? 10_000 : undefined),
  });
}
