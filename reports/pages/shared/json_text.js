// JSON for people to read.

const LINE_CHARACTERS = 76;

// Where the container that opens at `open` closes, and what it is on one line.
function compact(tokens, open) {
  let depth = 0;
  let text = '';
  for (let at = open; at < tokens.length; at += 1) {
    const token = tokens[at];
    depth += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    text += token === ':' ? ': ' : token === ',' ? ', ' : token;
    if (depth === 0) {
      return {close: at, text};
    }
  }
  return {close: tokens.length - 1, text};
}

// Lays JSON out, small containers on one line, without reading its values: numbers, escapes and
// repeated names stay as they came. Other text stays as it is.
export function layOutJson(text) {
  if (!/^\s*[[{]/.test(text)) {
    return text;
  }
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) || [];
  let depth = 0;
  let out = '';
  const newLine = () => '\n' + '  '.repeat(depth);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === '{' || token === '[') {
      const short = compact(tokens, at);
      const indent = out.length - out.lastIndexOf('\n') - 1;
      if (indent + short.text.length <= LINE_CHARACTERS) {
        out += short.text;
        at = short.close;
      } else {
        depth += 1;
        out += token + newLine();
      }
    } else if (token === '}' || token === ']') {
      depth -= 1;
      out += newLine() + token;
    } else {
      out += token === ',' ? ',' + newLine() : token === ':' ? ': ' : token;
    }
  }
  return out;
}
