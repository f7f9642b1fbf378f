// The console of `lockstep serve` in a browser: what a person does in one book crosses to the other, and is told.

import assert from 'node:assert/strict';
import {after, before, beforeEach, test} from 'node:test';
import {chromium} from 'playwright-core';

import {startedWithLine} from '../../../interop/program.mjs';
import {contrast} from './contrast.mjs';

const HOSTILE = '</script><img src=x onerror="document.title=\'broken\'">\u202e';

let server;
let ready;
let browser;
let page;
let mistakes;

before(async () => {
  server = await startedWithLine(['serve', '--until-stdin-closes']);
  ({ready} = server);
  browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
});

after(async () => {
  await browser?.close();
  await server.stop();
});

async function control(path, body) {
  const answer = await fetch(`${ready.control.url}/worlds/default${path}`, {
    method: 'POST', headers: {Authorization: `Bearer ${ready.control.token}`}, body: JSON.stringify(body || {}),
  });
  assert.ok(answer.ok, `${path}: ${await answer.clone().text()}`);
  return answer.json();
}

const inHubSpot = properties => control('/hubspot/add_contact', {properties});
const inGoogle = (name, email, more) => control('/google/add_contact', {
  person: {names: [{givenName: name}], emailAddresses: [{value: email}]}, ...more,
});

// A new world in a new tab, with nothing in either book.
beforeEach(async () => {
  await control('/reset');
  await page?.close();
  page = await browser.newPage({reducedMotion: 'reduce'});
  mistakes = [];
  page.on('pageerror', error => mistakes.push(error.message));
  page.on('dialog', dialog => mistakes.push(dialog.message()));
});

const open = async () => {
  await page.goto(ready.control.console);
  await page.getByRole('heading', {name: 'Both address books'}).waitFor();
};

const pass = async () => {
  await page.getByRole('button', {name: 'Run a pass'}).click();
  await page.getByText(/Pass \d+ is done\./).waitFor();
};

const card = (side, name) => page.locator(`td[data-side="${side}"]`, {hasText: name});
const stateOf = name => page.locator('tr', {has: page.locator('td.card', {hasText: name})}).locator('td.state');

test('the address that the server tells opens the page, and the token leaves the address', async () => {
  await open();
  assert.equal(new URL(page.url()).hash, '');
  await page.reload();
  await page.getByText('Both books are empty.').waitFor();
  assert.deepEqual(mistakes, []);
});

test('a contact that a person edits in HubSpot crosses to Google in a pass', async () => {
  await inHubSpot({firstname: 'Ann', lastname: 'Lee', email: 'ann@example.com'});
  await open();
  await stateOf('Ann Lee').getByText('not seen yet').waitFor();
  await pass();
  await stateOf('Ann Lee').getByText('in sync').waitFor();
  await page.getByRole('button', {name: 'Edit: Ann Lee in HubSpot'}).click();
  await page.getByLabel('Company').fill('Acme');
  await page.getByRole('button', {name: 'Save'}).click();
  await stateOf('Ann Lee').getByText('changed since the last pass').waitFor();
  await page.reload();
  await stateOf('Ann Lee').getByText('changed since the last pass').waitFor();
  assert.equal(await card('google', 'Acme').count(), 0);
  await pass();
  await card('google', 'Acme').waitFor();
  await stateOf('Ann Lee').getByText('in sync').waitFor();
  assert.deepEqual(mistakes, []);
});

test('a contact that a person edits in Google crosses to HubSpot in a pass', async () => {
  await inGoogle('Bob', 'bob@example.com');
  await open();
  await pass();
  await stateOf('Bob').getByText('in sync').waitFor();
  await page.getByRole('button', {name: 'Edit: Bob in Google'}).click();
  await page.getByLabel('Last name').fill('Ng');
  await page.getByLabel('Job title').fill('Buyer');
  await page.getByRole('button', {name: 'Save'}).click();
  await card('google', 'Bob Ng').getByText('Buyer').waitFor();
  await stateOf('Bob Ng').getByText('changed since the last pass').waitFor();
  assert.equal(await card('hubspot', 'Bob Ng').count(), 0);
  await pass();
  await card('hubspot', 'Bob Ng').getByText('Buyer').waitFor();
  await stateOf('Bob Ng').getByText('in sync').waitFor();
  assert.deepEqual(mistakes, []);
});

test('contacts that a person adds to either book cross to the other in a pass', async () => {
  await open();
  const form = page.getByRole('dialog');
  const add = async (book, fields, isStarred = false) => {
    await page.getByRole('button', {name: `Add a contact to ${book}`}).click();
    for (const [label, value] of Object.entries(fields)) {
      await form.getByLabel(label).fill(value);
    }
    if (isStarred) {
      await form.getByRole('checkbox', {name: 'Starred'}).check();
    }
    await form.getByRole('button', {name: 'Save'}).click();
  };
  await add('HubSpot', {'First name': 'Ann', Email: 'ann@example.com', Phone: '+1 415 555 0100'});
  await card('hubspot', 'Ann').getByText('+1 415 555 0100').waitFor();
  await add('Google', {'First name': 'Bob', Email: 'bob@example.com', Company: 'Acme'}, true);
  await card('google', 'Bob').getByRole('img', {name: 'starred'}).waitFor();
  await stateOf('Ann').getByText('not seen yet').waitFor();
  await pass();
  await card('google', 'Ann').getByText('+1 415 555 0100').waitFor();
  await card('hubspot', 'Bob').getByText('Acme').waitFor();
  assert.deepEqual(mistakes, []);
});

test('the star filter keeps a contact out and says why, until it is starred', async () => {
  await inGoogle('Bob', 'bob@example.com');
  await open();
  await page.getByLabel('Google contacts that take part').selectOption('filter');
  await page.getByLabel('starred', {exact: true}).check();
  await pass();
  await stateOf('Bob').getByText('NOT_IN_FILTER').waitFor();
  assert.equal(await card('hubspot', 'Bob').count(), 0);
  await page.getByRole('button', {name: 'Star: Bob in Google'}).click();
  await card('google', 'Bob').getByRole('img', {name: 'starred'}).waitFor();
  await pass();
  await card('hubspot', 'Bob').waitFor();
});

test('a contact goes to Trash and comes back, and Trash is emptied', async () => {
  await inGoogle('Bob', 'bob@example.com');
  await open();
  await page.getByRole('button', {name: 'Trash: Bob in Google'}).click();
  await card('google', 'in Trash').waitFor();
  await page.getByRole('button', {name: 'Restore: Bob in Google'}).click();
  await page.getByRole('button', {name: 'Trash: Bob in Google'}).click();
  await card('google', 'in Trash').waitFor();
  await page.getByRole('button', {name: 'Empty Trash'}).click();
  await page.getByText('Both books are empty.').waitFor();
});

test('a fault is met, and stands in the timeline', async () => {
  await inHubSpot({firstname: 'Ann', email: 'ann@example.com'});
  await open();
  await page.getByLabel('What goes wrong').selectOption('lost-google');
  await page.getByRole('button', {name: 'Inject'}).click();
  await page.getByText('not met yet').waitFor();
  await page.getByRole('button', {name: 'Run a pass'}).click();
  await page.getByText('met 1 time').waitFor();
  await page.getByText('The same as a table').click();
  await page.getByRole('cell', {name: /answer lost.*commit-then-lose-answer/}).waitFor();
});

test('going back to a snapshot takes both books and the connector with it', async () => {
  await inHubSpot({firstname: 'Ann', email: 'ann@example.com'});
  await open();
  await pass();
  await page.getByRole('button', {name: 'Take a snapshot'}).click();
  await page.getByRole('button', {name: 'Delete: Ann in HubSpot'}).click();
  await card('hubspot', 'in the recycle bin').waitFor();
  await page.getByRole('button', {name: /Go back to snapshot/}).click();
  await stateOf('Ann').getByText('in sync').waitFor();
  await page.getByRole('button', {name: 'Delete: Ann in HubSpot'}).waitFor();
});

test('time passes when a person lets it', async () => {
  await open();
  const clock = page.locator('time.clock');
  const earlier = Date.parse(await clock.getAttribute('datetime'));
  await page.getByRole('button', {name: 'Let 1 h pass'}).click();
  await page.waitForFunction(time => Date.parse(document.querySelector('time.clock').dateTime) >= time, earlier + 3600000);
});

test('a wrong token is told in words, with what to do', async () => {
  await page.goto(`${ready.control.url}/console#token=wrong`);
  await page.getByText('The token is missing or wrong.').waitFor();
  await page.getByText(/address that lockstep serve printed/).waitFor();
  assert.equal(await page.getByRole('button', {name: 'Run a pass'}).isVisible(), false);
});

test('what the server refuses stands where it was asked, with what to do', async () => {
  const {id} = await inHubSpot({firstname: 'Ann', email: 'ann@example.com'});
  await open();
  await page.route('**/hubspot/delete_contact', route => route.fulfill({
    status: 409, contentType: 'application/json', body: JSON.stringify({error: {code: 'conflict', message: `${id} is held`, hint: 'Let it go.'}}),
  }));
  await page.getByRole('button', {name: 'Delete: Ann in HubSpot'}).click();
  await card('hubspot', 'Ann').getByRole('alert').getByText('is held').waitFor();
  await card('hubspot', 'Ann').getByRole('alert').getByText('Let it go.').waitFor();
});

test('hostile names are text, whatever they say', async () => {
  await inHubSpot({firstname: HOSTILE, email: 'ann@example.com', company: '<b>Acme</b>'});
  await inGoogle(HOSTILE, 'bob@example.com', {labels: ['<i>x</i>']});
  await open();
  await pass();
  await card('google', '<b>Acme</b>').waitFor();
  await page.getByText('The same as a table').click();
  assert.equal(await page.locator('main img, main script, main b b, main i i').count(), 0);
  assert.equal(await page.title(), 'Lockstep console');
  assert.deepEqual(mistakes, []);
});

test('everything can be reached by the keyboard, and the focus stays where it was', async () => {
  await inGoogle('Bob', 'bob@example.com');
  await open();
  const star = page.getByRole('button', {name: 'Star: Bob in Google'});
  await star.focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Trash: Bob in Google');
  await control('/hubspot/add_contact', {properties: {firstname: 'Ann', email: 'ann@example.com'}});
  await card('hubspot', 'Ann').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Trash: Bob in Google');
});

test('text stands out as WCAG AA asks, light and dark', async () => {
  await inHubSpot({firstname: 'Ann', email: 'ann@example.com', phone: '+1 415 555 0100'});
  await inHubSpot({firstname: 'Dora', email: 'dora@example.com'});
  await inGoogle('Bob', 'bob@example.com', {starred: true});
  await inGoogle('Cem', 'cem@example.com');
  await open();
  await page.getByLabel('Google contacts that take part').selectOption('filter');
  await page.getByRole('checkbox', {name: 'starred', exact: true}).check();
  await pass();
  await stateOf('Cem').getByText('NOT_IN_FILTER').waitFor();
  await page.getByRole('button', {name: 'Delete: Dora in HubSpot'}).click();
  await card('hubspot', 'in the recycle bin').waitFor();
  await page.getByRole('button', {name: 'Inject'}).click();
  await page.getByText('not met yet').waitFor();
  await page.getByRole('button', {name: 'Take a snapshot'}).click();
  await page.getByText('No. 1').waitFor();
  await page.getByText('The same as a table').click();
  await page.route('**/google/move_to_trash', route => route.fulfill({status: 409, contentType: 'application/json', body: JSON.stringify({error: {message: 'It is held.', hint: 'Let it go.'}})}));
  await page.getByRole('button', {name: 'Trash: Bob in Google'}).click();
  await card('google', 'Bob').getByRole('alert').getByText('It is held.').waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({colorScheme});
    assert.deepEqual(await contrast(page), [], colorScheme);
  }
  await page.getByRole('button', {name: 'Edit: Ann in HubSpot'}).click();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({colorScheme});
    assert.deepEqual(await contrast(page), [], `the form, ${colorScheme}`);
  }
});
