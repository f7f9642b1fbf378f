// Google Contacts, through Google's own client.
import { auth, people } from '@googleapis/people';
import { Caller, Failure, Pace, Paused, retryAfter } from './calls.mjs';
import { googleLists } from './mapping.mjs';

const writeScope = 'https://www.googleapis.com/auth/contacts';
// "metadata" shows what was deleted, and under which names a contact was known before.
const personFields = [...googleLists, 'birthdays', 'memberships', 'metadata'].join(',');

/** The contact has changed since it was read. */
export class StaleEtag extends Error {}

export class GoogleContacts {
  #people;
  #reader;
  #writer;
  #reads;
  #writes;

  static async connect(app, connection, clock, pace) {
    const google = new GoogleContacts();
    const oauth = new auth.OAuth2({
      clientId: app.client_id,
      clientSecret: app.client_secret,
      endpoints: { oauth2TokenUrl: app.token_url },
    });
    // No retries of the client's own: they wait in real time.
    google.#people = people({ version: 'v1', auth: oauth, rootUrl: app.base_url, retry: false }).people;
    // Google does not publish its quotas. These are the smallest that were seen, a minute and user.
    google.#reads = new Pace(clock, 60, 60_000, pace?.googleReads, pace?.at);
    google.#writes = new Pace(clock, 30, 60_000, pace?.googleWrites, pace?.at);
    const how = { clock, describe, firstBackoff: 4000, deadline: 30_000 };
    const tokens = new Caller(how);
    const refresh = () => google.#refresh(tokens, oauth, connection.google_refresh_token);
    google.#reader = new Caller({ ...how, refresh });
    google.#writer = new Caller({ ...how, refresh, describe: describeWrite });
    const scope = await refresh();
    if (connection.direction.toGoogle && !scope.split(' ').includes(writeScope)) {
      throw new Paused('PERMISSION', `Google does not allow ${writeScope}`);
    }
    return google;
  }

  async #refresh(tokens, oauth, refreshToken) {
    if (!refreshToken) {
      throw new Paused('PERMISSION', 'Google is not connected');
    }
    try {
      oauth.setCredentials({ refresh_token: refreshToken });
      await tokens.call(() => oauth.getAccessToken());
      return oauth.credentials.scope ?? '';
    } catch (error) {
      throw error.status === 400 ? new Paused('AUTH_EXPIRED', error.message) : error;
    }
  }

  paceSpent() {
    return { googleReads: this.#reads.spent, googleWrites: this.#writes.spent };
  }

  /** What has changed since the token was given; everything if it has expired or there is none. */
  async changes(syncToken) {
    try {
      return await this.#list(syncToken);
    } catch (error) {
      if (!syncToken || !hasExpired(error)) {
        throw error;
      }
      return this.#list();
    }
  }

  async #list(syncToken) {
    const persons = [];
    const request = { resourceName: 'people/me', personFields, pageSize: 1000, requestSyncToken: true, syncToken };
    for (;;) {
      const { data } = await this.#read(() => this.#people.connections.list(request));
      persons.push(...(data.connections ?? []));
      if (!data.nextPageToken) {
        return { persons, complete: !syncToken, syncToken: data.nextSyncToken };
      }
      request.pageToken = data.nextPageToken;
    }
  }

  /** The contact that a name leads to, under its present name; null if there is none. */
  async get(resourceName) {
    try {
      return (await this.#read(() => this.#people.get({ resourceName, personFields }))).data;
    } catch (error) {
      if (error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  /** Must not be repeated: Google makes as many contacts as it is asked for. */
  async create(person) {
    const { data } = await this.#write(
      () => this.#people.createContact({ personFields, requestBody: person }),
      1,
      false,
    );
    return data;
  }

  /** All of them or none, at most 200. */
  async createAll(persons) {
    const contacts = persons.map((contactPerson) => ({ contactPerson }));
    const requestBody = { contacts, readMask: personFields };
    const { data } = await this.#write(() => this.#people.batchCreateContacts({ requestBody }), 6, false);
    return data.createdPeople.map(({ person }) => person);
  }

  /** Replaces the lists in `changes`, if the contact is still as it was when it was read. */
  async update({ resourceName, etag }, changes) {
    const updatePersonFields = Object.keys(changes).join(',');
    const requestBody = { etag, ...changes };
    try {
      const request = { resourceName, updatePersonFields, personFields, requestBody };
      return (await this.#write(() => this.#people.updateContact(request), 1, true)).data;
    } catch (error) {
      throw error.body?.error?.status === 'FAILED_PRECONDITION' ? new StaleEtag() : error;
    }
  }

  #read(send) {
    return this.#reader.call(send, { pace: [[this.#reads, 1]] });
  }

  #write(send, units, repeatable) {
    const pace = [
      [this.#reads, units],
      [this.#writes, units],
    ];
    return this.#writer.call(send, { pace, repeatable });
  }
}

const reasonsOf = (body) => (body?.error?.details ?? []).map(({ reason }) => reason);

const hasExpired = (error) => reasonsOf(error.body).includes('EXPIRED_SYNC_TOKEN');

/** The account is full, Trash and Other contacts included. */
export const isFull = (error) => error.status === 429 && /MY_CONTACTS_OVERFLOW_COUNT/.test(JSON.stringify(error.body));

/** One contact is too large. A backend quota answers a write the same; either way, the next pass tries again. */
export const isTooLarge = (error) =>
  error.status === 429 && !isFull(error) && /^Resource has been exhausted/.test(error.message);

function describe(error) {
  const status = error.response?.status >= 400 ? error.response.status : undefined;
  const body = error.response?.data;
  const message = body?.error_description ?? body?.error?.message ?? error.message;
  const rateLimited = status === 429 || reasonsOf(body).includes('RATE_LIMIT_EXCEEDED');
  if (status === 403 && !rateLimited) {
    return new Paused('PERMISSION', message);
  }
  return new Failure({
    status,
    body,
    message,
    passing: status === undefined || status >= 500 || rateLimited,
    retryAfter: retryAfter(error.response?.headers?.get?.('retry-after')),
  });
}

function describeWrite(error) {
  const failure = describe(error);
  failure.passing &&= !isFull(failure) && !isTooLarge(failure);
  return failure;
}
