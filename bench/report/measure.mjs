// How large the page of 10,000 scenarios is of which 100 fail with their requests, and how soon it can be used.
//
//     node bench/report/measure.mjs [RUNS]

import {openBrowser} from '../../reports/pages/test/browser.mjs';
import {pageOf, run, whole} from '../../reports/pages/test/fixture.mjs';

const runs = Number(process.argv[2] || 5);
const html = pageOf(whole([run(10_000, 100)]));
const browser = await openBrowser();
const times = [];
for (let at = 0; at < runs; at += 1) {
  const page = await browser.show(html);
  times.push(page.ready);
  await page.context().close();
}
await browser.close();
times.sort((one, other) => one - other);
console.log(`${(Buffer.byteLength(html) / 1e6).toFixed(2)} MB; usable after ${Math.round(times[Math.floor(runs / 2)])} ms (median of ${runs}; worst ${Math.round(times[runs - 1])} ms)`);
