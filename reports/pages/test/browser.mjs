// Debian's Chromium with a page from disk; what a page must never do is collected.

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

export async function openBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-pages-'));
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
  let made = 0;
  return {
    // @return  The page, shown, with `trouble`: dialogs, requests, violations of the policy, and errors of scripts.
    async show(html, {hash = '', ...options} = {}) {
      const file = join(folder, `${made += 1}.html`);
      writeFileSync(file, html);
      const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
      const page = await context.newPage();
      page.trouble = [];
      page.on('dialog', dialog => { page.trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
      page.on('pageerror', error => page.trouble.push(`error: ${error.message}`));
      page.on('console', message => message.type() === 'error' && page.trouble.push(`console: ${message.text()}`));
      page.on('request', request => request.url().startsWith('file:') && request.isNavigationRequest() || request.url().startsWith('blob:')
        || page.trouble.push(`request: ${request.url().slice(0, 100)}`));
      await page.addInitScript(() => document.addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective}`)));
      const began = performance.now();
      await page.goto(pathToFileURL(file).href + hash);
      await page.locator('body[data-ready]').waitFor();
      page.ready = performance.now() - began;
      return page;
    },
    // A page of a server, as anybody's browser shows it.
    async open(url, options = {}) {
      const page = await (await browser.newContext(options)).newPage();
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}
