// What a user's browser does with the page on which an app is let in.

const unescape = (text) =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name]);

const attributesOf = (tag) =>
  Object.fromEntries(
    [...tag.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, unescape(value ?? '')]),
  );

/** What a page's only form would send, without its buttons: the fields that are filled in and ticked. */
function readForm(html) {
  const [, form] = html.match(/<form ([^>]*)>/) ?? [];
  if (form === undefined) {
    throw new Error(`a page without a form: ${html}`);
  }
  const inputs = [...html.matchAll(/<input ([^>]*)>/g)].map(([, tag]) => attributesOf(tag));
  const sent = inputs.filter(
    (input) => !('disabled' in input) && (!['checkbox', 'radio'].includes(input.type) || 'checked' in input),
  );
  return {
    action: attributesOf(form).action,
    fields: sent.map(({ name, value }) => [name, value]),
    scopes: inputs.filter(({ type }) => type === 'checkbox').map(({ value }) => value),
  };
}

/**
 * Opens the page, unticks some scopes, and presses a button.
 * @param decision  "allow" or "deny"
 * @returns The query with which the browser is sent back to the app, and the scopes that the page named.
 */
export async function decide(url, decision, { without = [] } = {}) {
  const page = await fetch(url);
  const html = await page.text();
  if (!page.ok) {
    throw new Error(`the page answered ${page.status}: ${html}`);
  }
  const { action, fields, scopes } = readForm(html);
  const kept = fields.filter(([name, value]) => name !== 'scope' || !without.includes(value));
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...kept, ['decision', decision]]),
  });
  if (answer.status !== 302) {
    throw new Error(`the form answered ${answer.status}: ${await answer.text()}`);
  }
  const location = new URL(answer.headers.get('location'));
  return { place: location.origin + location.pathname, query: Object.fromEntries(location.searchParams), scopes };
}
