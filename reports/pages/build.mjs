// Bundles the pages into dist/, which is committed: a machine without npm builds Lockstep from there.
//
//     node build.mjs            writes dist/<page>.js, .css and .html for each page
//     node build.mjs --check    ends with 1 where dist/ is not what the sources give, byte for byte

import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

// A page is a folder with main.js, page.css and page.html; `place` in the last stands between double braces.
export const pages = ['report', 'console'];

// What dist/ must hold: [[file name, text]].
export async function bundles() {
  const {build} = await import('esbuild');
  const files = [];
  for (const page of pages) {
    const {outputFiles} = await build({
      absWorkingDir: folder,
      entryPoints: {[page]: `${page}/main.js`, [`${page}-style`]: `${page}/page.css`},
      outdir: 'dist',
      bundle: true,
      write: false,
      format: 'iife',
      target: ['chrome105', 'firefox115', 'safari16.4'],
      charset: 'utf8',
      legalComments: 'none',
      minify: true,
    });
    const [script, style] = outputFiles;
    files.push([`${page}.js`, script.text], [`${page}.css`, style.text],
      [`${page}.html`, readFileSync(join(folder, page, 'page.html'), 'utf8')]);
  }
  return files;
}

// The names of files in dist/ that differ from what the sources give.
export async function stale() {
  return (await bundles()).filter(([name, text]) => {
    try {
      return readFileSync(join(folder, 'dist', name), 'utf8') !== text;
    } catch {
      return true;
    }
  }).map(([name]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === '--check') {
    const names = await stale();
    if (names.length > 0) {
      console.error(`reports/pages/dist is not what the sources give: ${names.join(', ')}. Run: ./dev pages`);
      process.exitCode = 1;
    }
  } else {
    for (const [name, text] of await bundles()) {
      writeFileSync(join(folder, 'dist', name), text);
      console.log(`dist/${name}  ${Buffer.byteLength(text)} bytes`);
    }
  }
}
