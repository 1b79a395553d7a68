// The feed and the description for browsers, read by a feed reader's parser and by an XML parser.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {after, before, test} from 'node:test';
import FeedParser from 'feedparser';
import {sample, startDaemon} from '../harness.mjs';
import {ask} from './description.mjs';

const hostile = {
  id: '"><script>alert(1)</script>?a=b&c#d', title: 'Среща </title><script>alert("1")</script> & ]]> \u0007\uFFFE',
  body: 'Среща <b>в</b> Варна.\r\nX-Evil: 1 \u0001 <![CDATA[ ]]>', url: 'javascript:alert(1)', date: '2030-12-31',
  author: '<i>Иван</i> & "Мария"', lang: 'bg',
};
const dateless = {id: 'dateless', title: 'Среща без дата', body: 'Среща.'};

let folder, daemon;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tarsach-feed-'));
  const file = join(folder, 'hostile.jsonl');
  await writeFile(file, [hostile, dateless].map(each => JSON.stringify(each)).join('\n'));
  daemon = await startDaemon({sources: [sample, file]});
});
after(async () => { await daemon?.stop(); await rm(folder, {recursive: true, force: true}); });

const checkXml = text => execFileSync('xmllint', ['--noout', '--nonet', '-'], {input: text});
const encoded = encodeURIComponent;

function read(text) {
  return new Promise((resolve, reject) => {
    const parser = new FeedParser({addmeta: false, normalize: true});
    const items = [];
    let meta;
    parser.on('error', reject);
    parser.on('meta', it => { meta = it; });
    parser.on('readable', () => { for (let item; (item = parser.read());) items.push(item); });
    parser.on('end', () => resolve({meta, items}));
    Readable.from([Buffer.from(text)]).pipe(parser);
  });
}

/// As it was sent: the parser takes tags out of what it calls title.
const titleOf = item => item['atom:title']['#'];

const feed = async (query, headers = {}) => {
  const answer = await ask(daemon, '/feed.atom' + query, {headers});
  assert.equal(answer.status, 200, answer.body);
  checkXml(answer.body);
  return {...await read(answer.body), answer};
};

test('a feed has the articles that the search finds, the newest first', async () => {
  const query = `q=${encoded('среща')}&per_page=20`;
  const {meta, items, answer} = await feed('?' + query);
  const found = JSON.parse((await ask(daemon, `/v1/search?${query}&sort=date:desc`)).body);
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8');
  assert.deepEqual(items.map(titleOf), found.hits.map(hit => hit.title.replaceAll(/[\u0007\uFFFE]/g, '\uFFFD')));
  assert.equal(meta.title, 'Търсач: среща');
  assert.equal(meta.language, 'bg');
  assert.equal(meta['#type'], 'atom');
  assert.equal(meta.date.toISOString().slice(0, 19), found.index.builtAt.slice(0, 19));
});

test('ids are tag URIs, each once, the same in each page and for each query', async () => {
  const whole = await feed('?per_page=50');
  const ids = whole.items.map(item => item.guid);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of [...ids, whole.meta['atom:id']['#']]) assert.match(id, /^tag:[a-z0-9.-]+,2026:(article|feed):[\w.~%-]*$/i);
  const pages = [...(await feed('?per_page=25')).items, ...(await feed('?per_page=25&page=2')).items];
  assert.deepEqual(pages.map(item => item.guid), ids);
});

test('links are absolute, lead to pages that are there, and to the other pages of the feed', async () => {
  const {answer, items} = await feed(`?q=${encoded('среща')}&per_page=5&page=2`);
  const links = [...answer.body.matchAll(/<link rel="(\w+)"[^>]* href="([^"]*)"/g)]
    .map(([, rel, href]) => ({rel, href: href.replaceAll('&amp;', '&')}));
  for (const {rel, href} of links.filter(({rel}) => rel !== 'via')) {
    assert.ok(href.startsWith(daemon.url + '/'), href);
    assert.equal((await fetch(href)).status, 200, `${rel} ${href}`);
  }
  const rels = links.map(({rel}) => rel);
  for (const rel of ['self', 'alternate', 'first', 'previous', 'next', 'last']) assert.ok(rels.includes(rel), rel);
  assert.ok(items.every(item => item.link.startsWith(daemon.url + '/article?id=')));
});

test('no article can inject anything', async () => {
  const {items, answer} = await feed('');
  const item = items[0];
  assert.match(titleOf(item), /^Среща <\/title><script>alert\("1"\)<\/script> & \]\]> \uFFFD+$/u);
  assert.equal(item.author, '<i>Иван</i> & "Мария"');
  assert.ok(!answer.body.includes('javascript:') && !answer.body.includes('<script'));
  assert.ok(!item.summary.includes('<b>') && !item.summary.includes('<script'), item.summary);
  assert.equal(answer.headers['x-evil'], undefined);
  const article = await fetch(item.link);
  assert.equal(article.status, 200);
});

test('an article without a date is of 1970 and was never published', async () => {
  const {items} = await feed(`?q=${encoded('"среща без дата"')}`);
  const item = items.find(({title}) => title === 'Среща без дата');
  assert.equal(item['atom:updated']['#'], '1970-01-01T00:00:00Z');
  assert.equal(item['atom:published'], undefined);
});

test('the feed speaks English, and obeys filters', async () => {
  const {meta, items} = await feed('?ui=en&lang=en&per_page=5');
  assert.equal(meta.language, 'en');
  assert.match(meta.title, /in English/);
  assert.ok(items.every(item => item['@']?.['xml:lang'] === 'en' || item['atom:@']?.['xml:lang'] === 'en'));
  const refused = await ask(daemon, '/feed.atom?sort=relevance');
  assert.equal(refused.status, 400);
});

test('addresses are of the host that was asked, and of no host that is none', async () => {
  const asked = await ask(daemon, '/feed.atom', {headers: {Host: 'search.example:81'}});
  assert.match(asked.body, /href="http:\/\/search\.example:81\/feed\.atom"/);
  assert.match(asked.body, /tag:search\.example,2026:/);
  for (const host of ['a"><b', 'a/b', 'a@b', 'a b', 'a:x', '[::1'])
    assert.equal((await ask(daemon, '/feed.atom', {headers: {Host: host}})).status, 400, host);
});

test('a configured address comes before that of the request', async () => {
  const other = await startDaemon({options: ['--public-url', 'https://search.example.org']});
  try {
    for (const path of ['/feed.atom', '/opensearch.xml']) {
      const {body} = await ask(other, path);
      assert.ok(body.includes('https://search.example.org/') && !body.includes('127.0.0.1'), path);
    }
  } finally {
    await other.stop();
  }
});

test('the description for browsers leads to the page, the suggestions and the feed', async () => {
  for (const ui of ['', '?ui=en']) {
    const answer = await ask(daemon, '/opensearch.xml' + ui);
    assert.equal(answer.headers['content-type'], 'application/opensearchdescription+xml; charset=utf-8');
    checkXml(answer.body);
    assert.ok([...answer.body.match(/<ShortName>(.*)<\/ShortName>/)[1]].length <= 16);
    const urls = [...answer.body.matchAll(/<Url type="([^"]*)"(?: rel="([^"]*)")? template="([^"]*)"/g)];
    assert.equal(urls.length, 4);
    for (const [, type, , template] of urls) {
      const url = template.replaceAll('&amp;', '&').replace('{searchTerms}', encoded('среща')).replaceAll(/\{\w+\?\}/g, '');
      const found = await fetch(url);
      assert.equal(found.status, 200, url);
      assert.equal(found.headers.get('content-type').split(';')[0], type);
    }
  }
});

test('suggestions come as browsers take them, whatever they accept', async () => {
  const answer = await ask(daemon, `/v1/suggest?q=${encoded('среща')}&format=opensearch`, {headers: {Accept: '*/*'}});
  const [typed, texts] = JSON.parse(answer.body);
  assert.equal(typed, 'среща');
  assert.ok(Array.isArray(texts) && texts.length > 0);
});
