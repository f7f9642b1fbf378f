import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {openBrowser} from './browser.mjs';
import {contrast} from './contrast.mjs';
import {diff, HOSTILE, mutants, pageOf, run, whole} from './fixture.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const one = () => pageOf(whole([run(200, 4)]));
const two = () => pageOf(whole([run(200, 4), run(200, 5, {name: 'Beta', version: '1', hidden: true, shift: 9})]));

const focusText = page => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.textContent);

// The cells of the row of the first contact's table, under the cursor.
const field = (page, name) => page.locator('.records').first().locator('tbody tr', {has: page.getByRole('rowheader', {name, exact: false})}).first().locator('td').allTextContents();

describe('from disk, under the policy', () => {
  test('the page asks nobody for anything, and its own script and style run', async () => {
    const page = await browser.show(one());
    assert.equal(await page.locator('.matrix tbody tr').count() > 10, true);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.matrix')).borderCollapse), 'collapse');
    assert.deepEqual(page.trouble, []);
  });

  test('a script that is not the page\'s own does not run', async () => {
    const page = await browser.show(one());
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "broken"';
      document.body.append(script);
    });
    assert.notEqual(await page.title(), 'broken');
    assert.ok(page.trouble.some(each => each.includes('script-src')), page.trouble.join());
  });

  test('text of the connector is inert in every field and every view', async () => {
    const hostile = pageOf({runs: [run(60, 3, {text: HOSTILE}), run(60, 3, {text: HOSTILE, shift: 1})], diff: diff(HOSTILE), mutants: mutants(HOSTILE)});
    const page = await browser.show(hostile);
    for (const hash of ['#overview', '#failures', '#rules', '#rule-DEL-1', '#scenarios', `#scenario-del%2Fcase-19`, '#article', '#compare', '#changes', `#scenario-${encodeURIComponent(HOSTILE)}`]) {
      await page.evaluate(to => { location.hash = to; }, hash);
      await page.evaluate(() => document.querySelectorAll('details').forEach(each => (each.fillNow ? each.fillNow() : (each.open = true))));
      await page.evaluate(() => document.querySelectorAll('.exchange, .journal').forEach(each => each.fillNow && each.fillNow()));
      assert.equal(await page.locator('img, iframe, script:not(:last-of-type), [onload], [onerror], a[href^="javascript:"]').count(), 0, hash);
    }
    await page.evaluate(() => { location.hash = '#failures'; });
    await page.keyboard.press('f');
    await page.keyboard.press('Home');
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    assert.equal(await page.locator('img').count(), 0);
    assert.doesNotMatch(await page.title(), /^broken/);
    assert.deepEqual(page.trouble, []);
  });
});

test('the page of a rule tells what its verdicts lean on, also those that hold', async () => {
  const page = await browser.show(one(), {hash: '#rule-DEL-1'});
  await page.getByText('What it leans on in the fakes').click();
  assert.match(await page.locator('.leanings li').first().textContent(), /google\.phones\.canonical-form\s+assumed/);
});

test('a filter by word and by verdict leaves what it names, and Escape brings everything back', async () => {
  const page = await browser.show(one(), {hash: '#scenarios'});
  const all = await page.locator('#scenarios h2 .count').textContent();
  await page.keyboard.press('/');
  await page.keyboard.type('case-49');
  assert.deepEqual(await page.locator('.scenario.row .scenario-name').allTextContents(), ['case-49']);
  await page.getByRole('button', {name: /^pass/}).click();
  assert.equal(await page.locator('.scenario.row').count(), 0, 'case-49 fails');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#scenarios h2 .count').textContent(), all);
});

describe('a failure', () => {
  test('shows expected against actual, and the request that shows it in full', async () => {
    const page = await browser.show(one(), {hash: '#failures'});
    const card = page.locator('.failure').first();
    assert.match(await card.locator('.expected .code').textContent(), /415 555 0199/);
    assert.match(await card.locator('.timeline-line').textContent(), /#10 .*crm\.contacts\.update, writes, 200/);
    assert.match(await card.locator('.timeline-details').textContent(), /PATCH \/crm\/v3\/objects\/contacts\/151[\s\S]*"firstname": "Anna"/);
  });

  test('the cursor shows both records and the stored base at that instant', async () => {
    const page = await browser.show(one(), {hash: '#failures'});
    await page.keyboard.press('f');
    await page.keyboard.press('Home');
    assert.deepEqual(await field(page, 'phone'), ['+1 415 555 0100', '–', '+1 415 555 0100']);
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await field(page, 'phone'), ['+1 415 555 0199', '–', '+1 415 555 0100'], 'the user has changed HubSpot');
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    assert.deepEqual(await field(page, 'phone'), ['+1 415 555 0199', '+1 415 555 0100', '+1 415 555 0199'], 'written, and the pass is over');
    await page.keyboard.press('End');
    assert.deepEqual(await field(page, 'firstname'), ['Anna', 'Anna', 'Anna']);
    assert.match(await page.locator('.records thead').first().textContent(), /Stored base\s*of pass 2/);
  });

  test('where the memory is hidden it says that what it shows is no memory', async () => {
    const page = await browser.show(two(), {hash: '#2:failures'});
    await page.keyboard.press('f');
    await page.keyboard.press('End');
    assert.match(await page.locator('.records thead').first().textContent(), /In common\s*not its memory/);
  });

  test('faults, a crash, users and a lost answer are marks with words', async () => {
    const page = await browser.show(one(), {hash: '#failures'});
    const labels = await page.locator('.timeline').first().locator('[role=option]').evaluateAll(marks => marks.map(mark => mark.getAttribute('aria-label')));
    assert.equal(labels.length, 10);
    assert.match(labels[0], /User: edit hubspot contact/);
    assert.match(labels[4], /409.*fault: answer-error/);
    assert.match(labels[6], /answer lost.*fault: crash-connector/);
    assert.equal(await page.locator('.timeline').first().locator('.crash').count(), 1);
    assert.equal(await page.locator('.timeline').first().locator('.cut').count(), 1);
  });
});

test('every place has a link that leads back to it', async () => {
  const page = await browser.show(one(), {hash: '#rules'});
  await page.locator('.rule.row', {hasText: 'DEL-1'}).first().click();
  assert.equal(await page.evaluate(() => location.hash), '#rule-DEL-1');
  const rule = await page.locator('article.page').textContent();
  assert.match(rule, /Kind/);
  assert.match(rule, /Source/);
  assert.match(rule, /It deletes twice\./);
  await page.locator('.scenario-lines a').first().click();
  const there = await page.evaluate(() => location.hash);
  const again = await browser.show(one(), {hash: there});
  assert.equal(await again.locator('article.page h2').textContent(), await page.locator('article.page h2').textContent());
});

test('two runs stand side by side, and what changed is told', async () => {
  const page = await browser.show(two(), {hash: '#compare'});
  assert.match(await page.locator('#compare thead').first().textContent(), /Acme Sync 2\.4.*Beta 1/);
  assert.equal(await page.locator('#compare [aria-labelledby=differing-title] tbody tr').count() > 0, true);
  await page.getByRole('link', {name: 'What changed'}).click();
  assert.match(await page.locator('#changes').textContent(), /1 rule broken, 1 fixed[\s\S]*Before[\s\S]*After/);
});

test('the keyboard alone leads from the top to a record at an instant', async () => {
  const page = await browser.show(one());
  await page.keyboard.press('Tab');
  assert.equal(await focusText(page), 'Skip to the results');
  await page.keyboard.press('j');
  assert.match(await focusText(page), / fail in /);
  await page.keyboard.press('j');
  const second = await focusText(page);
  await page.keyboard.press('k');
  assert.notEqual(await focusText(page), second);
  await page.keyboard.press('f');
  assert.match(await focusText(page), /^Timeline/);
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  assert.match(await page.locator('.timeline-line').first().textContent(), /#7 /, 'the end of the first pass');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid');
});

test('paper gets every request as text, and no controls', async () => {
  const page = await browser.show(one(), {hash: '#failures'});
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({media: 'print'});
  assert.equal(await page.locator('#toolbar').isVisible(), false);
  assert.equal(await page.locator('.timeline-table table').first().isVisible(), true);
  assert.match(await page.locator('.exchange.cited .exchange-body').first().textContent(), /Request[\s\S]*Answer/);
});

for (const colorScheme of ['light', 'dark']) {
  test(`text stands out as WCAG AA asks, ${colorScheme}`, async () => {
    for (const hash of ['#overview', '#rule-DEL-1', '#2:compare', '#changes', '#scenarios']) {
      const page = await browser.show(two(), {hash, colorScheme});
      assert.deepEqual(await contrast(page), [], hash);
    }
  });
}

test('ten thousand results with a hundred failures are a small file', async () => {
  const html = pageOf(whole([run(10_000, 100)]));
  assert.ok(html.length < 2_500_000, String(html.length));
  const page = await browser.show(html);
  assert.equal(await page.locator('.failure').count(), 3);
  await page.getByRole('link', {name: 'Scenarios'}).click();
  assert.equal(await page.locator('#scenarios h2 .count').textContent(), '10000');
  assert.ok(await page.locator('*').count() < 20_000, 'not everything is in the document at once');
});
