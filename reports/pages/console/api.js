// Requests to the control API. The token comes from the address's fragment, which no browser sends, and goes into a header.

const KEPT = 'lockstep-control-token';

export class ApiError extends Error {
  constructor(status, message, hint) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

// Takes the token out of the address, so that nobody reads it there, and keeps it for a reload of this tab.
export function takeToken() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token) {
    sessionStorage.setItem(KEPT, token);
    history.replaceState(null, '', location.pathname);
  }
  return token || sessionStorage.getItem(KEPT) || '';
}

const UNREACHABLE = 'The server does not answer: lockstep serve has ended, or the network of this machine is down.';

function errorOf(status, text) {
  let told = {};
  try {
    told = JSON.parse(text).error || {};
  } catch {
    // Not the control API's own form; the status has to do.
  }
  if (status === 401) {
    return new ApiError(401, 'The token is missing or wrong.', 'Open the address that lockstep serve printed behind “console:”, with all that follows the #.');
  }
  return new ApiError(status, String(told.message || `The server answered ${status}.`), String(told.hint || ''));
}

export function createApi(token) {
  async function request(method, path, body) {
    let answer;
    let text;
    try {
      answer = await fetch(path, {
        method,
        headers: {Authorization: `Bearer ${token}`, ...(body === undefined ? {} : {'Content-Type': 'application/json'})},
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
      });
      text = await answer.text();
    } catch {
      throw new ApiError(0, UNREACHABLE, 'Start lockstep serve again and open the address that it prints.');
    }
    if (!answer.ok) {
      throw errorOf(answer.status, text);
    }
    return text;
  }
  const json = async (...all) => JSON.parse(await request(...all));
  return {
    get: path => json('GET', path),
    post: (path, body = {}) => json('POST', path, body),
    remove: path => json('DELETE', path),
    // JSON Lines: [[entry, its line]].
    lines: async path => (await request('GET', path)).split('\n').filter(Boolean).map(line => [JSON.parse(line), line]),
  };
}
