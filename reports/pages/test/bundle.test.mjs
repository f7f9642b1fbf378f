import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stale} from '../build.mjs';

test('the committed bundles are what the sources give, byte for byte', async () => {
  assert.deepEqual(await stale(), [], 'run ./dev pages and commit what it writes');
});
