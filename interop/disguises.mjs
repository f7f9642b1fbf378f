// Finds a word in a text that has it in another form: escaped, encoded, packed.
import { gunzipSync } from 'node:zlib';

const escaped = (text) => text.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What base64 makes of a text with `before` bytes in front of it, without the letters that its neighbours decide. */
function inBase64(text, before) {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

function* formsOf(word) {
  const url = encodeURIComponent(word);
  for (const form of [word, word.normalize('NFD'), url, url.replaceAll('%20', '+'), JSON.stringify(word).slice(1, -1), escaped(word)]) {
    yield { as: form, isIn: (text, lowered) => lowered.includes(form.toLowerCase()) };
  }
  for (const before of [0, 1, 2]) {
    const form = inBase64(word, before);
    const forUrls = form.replaceAll('+', '-').replaceAll('/', '_');
    yield { as: `base64 ${form}`, isIn: (text) => text.includes(form) || text.includes(forUrls) };
  }
}

/** The text, and every text that is packed in it as base64 of gzip. */
export function* layersOf(text) {
  yield text;
  for (const [packed] of text.matchAll(/H4sI[A-Za-z0-9+/]{20,}={0,2}/g)) {
    yield* layersOf(gunzipSync(Buffer.from(packed, 'base64')).toString());
  }
}

/** In which disguises a word is in a text; without regard to case where the form has any. */
export function disguisesIn(text, word) {
  const found = new Set();
  for (const layer of layersOf(text)) {
    const lowered = layer.toLowerCase();
    for (const { as, isIn } of formsOf(word)) {
      if (isIn(layer, lowered)) {
        found.add(as);
      }
    }
  }
  return [...found];
}
