// Made-up runs for the tests of the page and for its measurement: the form is that of report.json.

import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {createHash} from 'node:crypto';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '..', 'dist');

// What must never run, wherever it stands.
export const HOSTILE = `</script><img src=x onerror="document.title='broken';fetch('https://evil.example/')"><svg onload=alert(1)>"'\`\${1}javascript:alert(1)\u202e`;

const rulebook = readFileSync(join(here, '..', '..', '..', 'docs', 'rulebook.md'), 'utf8').split('\n')
  .map(line => /^\| \W*([A-Z]{3}-\d+)\W*\| (MUST|SHOULD|CHOICE) \| (.*?) \| (.*?) \|/.exec(line)).filter(Boolean)
  .map(([, id, kind, text, source]) => ({id, kind, text, source, area: id.split('-')[0]}));

const at = ms => new Date(Date.UTC(2026, 2, 2, 9) + ms).toISOString();

const person = (name, phone) => ({names: [{givenName: name, familyName: 'Example'}], emailAddresses: [{value: 'ann@example.com'}], phoneNumbers: [{value: phone}]});
const google = (name, phone, more = {}) => ({folder: 'contacts', starred: false, labels: [], person: person(name, phone), ...more});
const hubspot = (name, phone, more = {}) => ({properties: {firstname: name, lastname: 'Example', email: 'ann@example.com', phone, lifecyclestage: 'lead', hs_object_id: '151', ...more}, archived: false, merged_into: null, lists: []});

function exchange(sequence, ms, source, operation, mutation, request, status, body, more = {}) {
  return {
    sequence, at: at(ms), source, operation, mutation, times_delivered: 1, outcome: 'response',
    request: {headers: {'authorization': 'Bearer ***', 'content-type': 'application/json'}, body: '', ...request},
    response: {headers: {'content-type': 'application/json'}, body: JSON.stringify(body), status}, ...more,
  };
}

// One life of a contact: changed by both users, carried over, an answer lost, a crash. `salt` makes the bodies differ.
function story(salt, text = 'Ann') {
  const token = word => createHash('sha512').update(`${salt} ${word}`).digest('base64');  // As hard to pack as a service's own.
  const list = {results: [{id: '151', properties: hubspot(text, `+1 415 555 0${salt}`).properties, updatedAt: at(1000)}], paging: null};
  const connections = {connections: [{resourceName: 'people/c1', etag: token('one'), ...person(text, `+1 415 555 0${salt}`)}], nextSyncToken: token('sync')};
  const exchanges = [
    {sequence: 1, at: at(0), source: 'user', operation: 'edit hubspot contact', details: JSON.stringify({id: '151', set: {phone: '+1 415 555 0199', firstname: text}})},
    exchange(2, 20, 'hubspot', 'oauth.token', false, {method: 'POST', target: '/oauth/v1/token'}, 200, {token_type: 'bearer', expires_in: 1800, id_token: token('id') + token('id2')}),
    exchange(3, 40, 'hubspot', 'crm.contacts.search', false, {method: 'POST', target: '/crm/v3/objects/contacts/search', body: JSON.stringify({limit: 100, filterGroups: [{filters: [{propertyName: 'lastmodifieddate', operator: 'GTE', value: `17724420${salt}`}]}]})}, 200, list),
    exchange(4, 60, 'google', 'people.connections.list', false, {method: 'GET', target: `/v1/people/me/connections?personFields=names,emailAddresses,phoneNumbers&syncToken=${encodeURIComponent(token('before'))}`}, 200, connections),
    exchange(5, 80, 'google', 'people.updateContact', true, {method: 'PATCH', target: '/v1/people/c1:updateContact?updatePersonFields=names', body: JSON.stringify({etag: token('one'), names: [{givenName: text}]})}, 409, {error: {code: 409, status: 'ABORTED', message: text}}, {fault: 'answer-error'}),
    {sequence: 6, at: at(30100), source: 'control', operation: 'control.wait', details: JSON.stringify({ms: 30000})},
    exchange(7, 30120, 'google', 'people.updateContact', true, {method: 'PATCH', target: '/v1/people/c1:updateContact?updatePersonFields=names,phoneNumbers', body: JSON.stringify({etag: token('two'), ...person(text, '+1 415 555 0199')})}, 200, {resourceName: 'people/c1', ...person(text, '+1 415 555 0199')}, {outcome: 'lost', fault: 'crash-connector'}),
    {sequence: 8, at: at(3630120), source: 'user', operation: 'edit google contact', details: JSON.stringify({id: 'people/c1', set: {names: [{givenName: 'Anna'}]}})},
    exchange(9, 3630140, 'google', 'people.connections.list', false, {method: 'GET', target: `/v1/people/me/connections?syncToken=${encodeURIComponent(token('sync'))}`}, 200, {connections: [{resourceName: 'people/c1', ...person('Anna', '+1 415 555 0199')}]}),
    exchange(10, 3630160, 'hubspot', 'crm.contacts.update', true, {method: 'PATCH', target: '/crm/v3/objects/contacts/151', body: JSON.stringify({properties: {firstname: 'Anna', phone: ''}})}, 200, {id: '151', properties: hubspot('Anna', '').properties}),
  ];
  const records = [
    {sequence: 0, side: 'hubspot', account: '', id: '151', state: hubspot('Ann', '+1 415 555 0100')},
    {sequence: 0, side: 'google', account: 'main', id: 'people/c1', state: google('Ann', '+1 415 555 0100')},
    {sequence: 1, side: 'hubspot', account: '', id: '151', state: hubspot(text, '+1 415 555 0199')},
    {sequence: 7, side: 'google', account: 'main', id: 'people/c1', state: google(text, '+1 415 555 0199')},
    {sequence: 8, side: 'google', account: 'main', id: 'people/c1', state: google('Anna', '+1 415 555 0199')},
    {sequence: 10, side: 'hubspot', account: '', id: '151', state: hubspot('Anna', '')},
  ];
  const passes = [{pass: 1, first: 2, last: 7, end: 'killed'}, {pass: 2, first: 9, last: 10, end: 'came to its end'}];
  const bases = [
    {pass: 1, connection: 'c', hubspot_id: '151', google_id: 'people/c1', fields: [{field: 'firstname', hubspot: 'Ann', google: 'Ann'}, {field: 'phone', hubspot: '+1 415 555 0100', google: '+1 415 555 0100'}]},
    {pass: 2, connection: 'c', hubspot_id: '151', google_id: 'people/c1', fields: [{field: 'firstname', hubspot: 'Anna', google: 'Anna'}, {field: 'phone', hubspot: null, google: '+1 415 555 0199'}]},
  ];
  return {exchanges, evidence: {entries_left_out: 0, records_left_out: false, records, passes, bases}};
}

const NOTHING = () => ({exchanges: [], evidence: {entries_left_out: 0, records_left_out: false, records: [], passes: [], bases: null}});

const HEADLINE = failing => (failing ? `${failing} checks fail` : 'all that was judged holds');

// A run of `scenarios` scenarios of which every n-th fails, `failing` in all. @param more  {name, version, hidden, text, shift}.
export function run(scenarios, failing, {name = 'Acme Sync', version = '2.4', hidden = false, text, shift = 0} = {}) {
  const every = failing ? Math.floor(scenarios / failing) : Infinity;
  const list = Array.from({length: scenarios}, (_, number) => {
    const rule = rulebook[(number * 5 + 3) % rulebook.length];
    const fails = failing > 0 && (number + 1 + shift) % every === 0;
    const noted = !fails && number % 61 === 7;
    const verdict = fails ? 'fail' : noted ? 'warn' : number % 97 === 5 ? 'not applicable' : 'pass';
    const told = fails ? story(String(100 + number), text || 'Ann') : NOTHING();
    if (hidden && fails) {
      told.evidence.bases = null;
    }
    return {
      name: `${text && number === 0 ? text : rule.area.toLowerCase()}/case-${number}`, title: text || `A contact keeps its phone when both sides change, case ${number}`,
      file: `scenarios/suites/${rule.area.toLowerCase()}/case-${number}.jsonc`, rules: [rule.id], article: [`S${number % 20 + 1}`], verdict,
      exchange_count: 9, virtual_ms: 3630160, journal_sha256: '', pass_ends: fails && text ? [{pass: 1, end: text, message: text, words: text, left_processes: true}] : [],
      checks: [{
        rule: rule.id, verdict, step: 0, at: at(3630160),
        message: text || (verdict === 'pass' ? '2 live records' : 'the phone of ann differs in HubSpot'),
        expected: fails ? JSON.stringify({firstname: 'Anna', phone: '+1 415 555 0199', lists: text ? [text] : []}) : '', actual: fails ? JSON.stringify({firstname: text || 'Anna', phone: '', lists: []}) : '',
        exchanges: fails ? [10] : [], ...(fails ? {leans_on: [{behaviour: text || 'google.phones.canonical-form', status: 'assumed'}]} : {}),
      }], ...told,
    };
  });
  const rules = rulebook.map(rule => {
    const mine = list.filter(scenario => scenario.rules[0] === rule.id);
    const worst = ['fail', 'warn', 'not applicable', 'pass'].find(verdict => mine.some(each => each.verdict === verdict)) || 'not exercised';
    const checks = {};
    mine.forEach(({verdict}) => { checks[verdict] = (checks[verdict] || 0) + 1; });
    return {...rule, verdict: worst, checks, scenarios: mine.map(each => each.name).sort(), leans_on: [{behaviour: text || 'google.phones.canonical-form', status: 'assumed'}]};
  });
  const count = items => items.reduce((counts, {verdict}) => ({...counts, [verdict]: (counts[verdict] || 0) + 1}), {});
  const areas = [...new Set(rules.map(rule => rule.area))].map(id => ({id, title: AREAS[id] || id, rules: count(rules.filter(rule => rule.area === id))}));
  return {
    format: 'lockstep-report', schema: 1,
    run: {
      lockstep_version: '0.1.0', rulebook_version: 1, connector: {name: text || name, version, vendor: text || 'Acme', claims: ['health', 'two_way'], not_claimed: text ? [text] : ['filters']},
      transport: 'http', seed: '1', scenarios_planned: scenarios, whole: true, scenarios_sha256: '', rulebook_sha256: '', fidelity_sha256: '', complete: true,
      exit_code: failing ? 1 : 0, headline: HEADLINE(list.filter(({verdict}) => verdict === 'fail').length), certificate: !failing, obstacles: failing ? [text || 'DEL-1 does not hold'] : [],
    },
    counts: {rules: count(rules), scenarios: count(list), checks: count(list)}, config_mistakes: [],
    waivers: text ? [{rule: text, scenarios: [text], message: text, reason: text, issue: `javascript:${text}`, owner: text, expires: text, most: 1, covered: 0, mistakes: [{fault: text, message: text}]}] : [],
    crash_matrix: text ? [{scenario: text, cells: [{request: 1, operation: text, phase: 'before', outcome: 'lost', detail: text}]}] : [],
    areas, rules, scenarios: list, article: Array.from({length: 20}, (_, number) => ({id: `S${number + 1}`, text: `Paragraph ${number + 1} of the article.`, scenarios: list.filter((_, each) => each % 20 === number).slice(0, 50).map(({name: each}) => each)})),
  };
}

const AREAS = {HLT: 'health', CON: 'connections', DIR: 'directions', SCO: 'scope', MAT: 'matching', MRG: 'merging', MAP: 'mapping', PHN: 'phones', DEL: 'deletes', LIM: 'limits', ROB: 'robustness', QUI: 'quietness', KEP: 'what is kept', SET: 'settings', CRE: 'creating'};

const finding = (verdict, text) => ({verdict, message: text, expected: '"Ann"', actual: text});

export const diff = (text = 'the phone of ann differs') => ({
  format: 'lockstep-diff', schema: 1, same: false, headline: '1 rule broken, 1 fixed', before: 'Acme Sync 2.4', after: text, caveats: [text],
  changes: [
    {kind: 'broken', rule: 'DEL-1', scenario: 'del/a', requests: 9, before: finding('pass', 'held'), after: finding('fail', text)},
    {kind: 'broken', rule: 'DEL-1', scenario: text, requests: 9, before: finding('pass', 'held'), after: finding('fail', text)},
    {kind: 'fixed', rule: 'PHN-8', scenario: 'phn/b', requests: 9, before: finding('fail', text), after: finding('pass', 'held')},
  ],
  other_requests: [text],
});

export const mutants = text => ({'DEL-1': [{name: text || 'del-1-x', what: text || 'It deletes twice.', killed_by: text || 'del/a', scenarios: '3'}]});

const escaped = text => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);

// The page as C++ puts it together (reports/src/html_page.cpp), of the committed bundles.
export function pageOf(data) {
  const text = name => readFileSync(join(dist, name), 'utf8');
  const hash = source => `sha256-${createHash('sha256').update(source).digest('base64')}`;
  const places = {
    style: text('report.css'), script: text('report.js'), style_hash: hash(text('report.css')), script_hash: hash(text('report.js')),
    title: escaped(`Lockstep report: ${data.runs.map(({run: {connector}}) => connector.name).join(', ')}`), plain_summary: 'In short.',
    data: gzipSync(JSON.stringify(data), {level: 9}).toString('base64'),
  };
  return text('report.html').replace(/\{\{([a-z_]+)\}\}/g, (_, name) => places[name]);
}

export const whole = runs => ({runs, diff: runs.length === 2 ? diff() : null, mutants: mutants()});
