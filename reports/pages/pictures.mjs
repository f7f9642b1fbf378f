// Takes the pictures of the documentation: both pages, light and dark, with what a real run left.
//
//     node pictures.mjs FOLDER      events.jsonl of two runs: FOLDER/before, FOLDER/after (docs/HACKING.md)

import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {openBrowser} from './test/browser.mjs';
import {startedWithLine} from '../../interop/program.mjs';

const pictures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'pictures');
const program = process.env.LOCKSTEP;
const runs = process.argv[2];
if (!program || !runs) {
  console.error('usage: LOCKSTEP=path/to/lockstep node pictures.mjs FOLDER');
  process.exit(2);
}
const SIZE = {width: 1280, height: 860};

async function report(browser) {
  const events = name => join(runs, name, 'events.jsonl');
  const html = (...names) => execFileSync(program, ['render', ...names.map(events), '--format', 'html'], {maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore']});
  const tolerant = make => { try { return make(); } catch (error) { return error.stdout; } };  // A run that failed ends with 1.
  const one = tolerant(() => html('after'));
  const engine = tolerant(() => html('before'));
  const both = tolerant(() => html('before', 'after'));
  const shoot = async (name, page, hash, prepare = async () => {}) => {
    const shown = await browser.show(page, {hash, viewport: SIZE, colorScheme: name.endsWith('dark') ? 'dark' : 'light', reducedMotion: 'reduce'});
    await prepare(shown);
    await shown.screenshot({path: join(pictures, `${name}.png`)});
    await shown.context().close();
  };
  const toTimeline = async page => {
    const scroll = page.locator('.timeline-scroll').first();
    await scroll.focus();
    await page.keyboard.press('End');
    await page.locator('.timeline').first().evaluate(element => element.scrollIntoView());
  };
  await shoot('report-overview', one, '');
  await shoot('report-overview-dark', one, '');
  await shoot('report-failures', one, '#failures');
  await shoot('report-timeline', one, '#failures', toTimeline);
  await shoot('report-timeline-dark', one, '#failures', toTimeline);
  const rule = await (await browser.show(one, {hash: '#failures'})).locator('.failure header a').first().textContent();
  await shoot('report-rule', one, `#rule-${rule}`);
  await shoot('report-rules', engine, '#rules');
  await shoot('report-scenarios', one, '#scenarios');
  await shoot('report-article', engine, '#article');
  await shoot('report-side-by-side', both, '#compare');
  await shoot('report-changes', both, '#changes');
}

async function console_(browser) {
  const server = await startedWithLine(['serve', '--until-stdin-closes']);
  const {ready} = server;
  const control = (path, body) => fetch(`${ready.control.url}/worlds/default${path}`, {method: 'POST', headers: {Authorization: `Bearer ${ready.control.token}`}, body: JSON.stringify(body || {})});
  const contact = (firstname, lastname, more) => control('/hubspot/add_contact', {properties: {firstname, lastname, ...more}});
  const person = (givenName, familyName, email, phone, more) => control('/google/add_contact', {
    person: {names: [{givenName, familyName}], ...(email && {emailAddresses: [{value: email}]}), phoneNumbers: [{value: phone, type: 'mobile'}]}, ...more,
  });
  await contact('Ann', 'Lee', {email: 'ann@example.com', phone: '+1 415 555 0100', company: 'Acme'});
  await contact('Björn', 'Åkesson', {email: 'bjorn@example.se', jobtitle: 'Buyer'});
  await contact('Chidi', 'Anagonye', {phone: '+1 415 555 0177'});
  await person('Ann', 'Lee', 'ann@example.com', '+1 628 555 0144', {starred: true});
  await person('Žofie', 'Nováková', 'zofie@example.cz', '+420 601 555 010');
  await person('Dolores', 'Haze', '', '+1 415 555 0188');
  await control('/passes');
  await control('/faults', {operation: 'people.*', fault: 'commit-then-lose-answer'});
  const books = await (await fetch(`${ready.control.url}/worlds/default/hubspot/contacts`, {headers: {Authorization: `Bearer ${ready.control.token}`}})).json();
  const bjorn = books.contacts.find(each => each.properties.firstname === 'Björn');
  await control('/hubspot/edit_contact', {id: bjorn.id, properties: {phone: '+46 8 555 010 00'}});
  await control('/passes');
  await control('/hubspot/edit_contact', {id: bjorn.id, properties: {company: 'Glas & Co'}});
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.open(ready.control.console, {viewport: {width: 1280, height: 1180}, colorScheme, reducedMotion: 'reduce'});
    await page.getByText('changed since the last pass').first().waitFor();
    await page.locator('.timeline-scroll').focus();
    await page.keyboard.press('End');
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.screenshot({path: join(pictures, `console-${colorScheme}.png`)});
    await page.context().close();
  }
  await server.stop();
}

mkdirSync(pictures, {recursive: true});
const browser = await openBrowser();
await report(browser);
await console_(browser);
await browser.close();
