// docs/examples/instantsearch.html: the widgets of InstantSearch over our API, and the client between them.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkout, launchBrowser} from '../harness.mjs';
import {ask, hostile, startSite, text, visit} from './site.mjs';
import {tarsachClient} from '../../../docs/examples/instantsearch-client.js';

let place, browser, client;
before(async () => {
  [place, browser] = await Promise.all([startSite(), launchBrowser()]);
  client = tarsachClient(place.daemon.url);
});
after(async () => { await browser?.close(); await place?.stop(); });

// ---- the widgets, as a reader uses them ----

const titles = page => page.locator('.ais-Hits-item h3').allTextContents();
const total = page => page.locator('#stats').innerText();

/// Waits until the page shows what the API answers to these parameters, and tells that answer.
async function shows(page, parameters) {
  const answer = await ask(place.daemon, parameters);
  const said = `Намерени статии: ${answer.totalHits}`;
  const wanted = answer.hits.map(hit => text(hit.formatted.title));
  await page.waitForFunction(([said, wanted]) => document.querySelector('#stats').innerText === said &&
    [...document.querySelectorAll('.ais-Hits-item h3')].map(title => title.textContent).join() === wanted.join(),
                             [said, wanted], {timeout: 10_000}).catch(async () => {
    assert.deepEqual([await total(page), await titles(page)], [said, wanted]);
  });
  return answer;
}

const open = async (address = '') => {
  const opened = await visit(browser, place, '/instantsearch.html' + address);
  return {...opened, box: opened.page.locator('#searchbox input')};
};

/// The labels and counts that a list shows.
const counts = async list => Object.fromEntries(await list.locator('li').evaluateAll(items => items.map(item =>
  [item.querySelector('.ais-RefinementList-labelText').textContent.trim(),
   Number(item.querySelector('.ais-RefinementList-count').textContent)])));

/// Among values of one count, the API and the widget may cut off others.
async function showsCounts(list, values) {
  const promised = new Map(values.map(({label, count}) => [label.bg, count]));
  const shown = Object.entries(await counts(list));
  assert.equal(shown.length, Math.min(10, promised.size));
  for (const [label, count] of shown) assert.equal(count, promised.get(label), label);
}

test('the search box finds what the API finds, highlighted', async () => {
  const {page, box, complaints} = await open();
  await shows(page, {});
  await box.pressSequentially('klaster');
  const answer = await shows(page, {q: 'klaster'});
  const marks = answer.hits.flatMap(({formatted: {title, body}}) => (title + body).match(/<mark>/g) ?? []);
  assert.equal(await page.locator('.ais-Hits-item mark').count(), marks.length);
  assert.deepEqual(await page.locator('.ais-Hits-item p').allTextContents(),
                   answer.hits.map(hit => text(hit.formatted.body)));
  assert.deepEqual(complaints(), []);
});

test('a list of topics keeps the counts of the others when some are chosen, with one request a search', async () => {
  const {page, box, complaints} = await open();
  const topics = page.locator('#topics');
  await box.fill('клъстер');
  const {facets} = await shows(page, {q: 'клъстер'});
  await showsCounts(topics, facets.topic);

  const asked = [];
  page.on('request', request => asked.push(request.url()));
  const [first, second] = facets.topic;
  await topics.getByText(first.label.bg, {exact: true}).click();
  const one = await shows(page, {q: 'клъстер', topic: first.value});
  assert.equal(one.totalHits, first.count);
  await showsCounts(topics, one.facets.topic);

  await topics.getByText(second.label.bg, {exact: true}).click();
  const two = await ask(place.daemon, [['q', 'клъстер'], ['topic', first.value], ['topic', second.value]]);
  await page.locator('#stats', {hasText: new RegExp(`: ${two.totalHits}$`)}).waitFor();
  await showsCounts(topics, two.facets.topic);
  assert.equal(asked.length, 2);
  assert.deepEqual(complaints(), []);
});

test('what was chosen stands there by name and can be taken back', async () => {
  const {page} = await open();
  const {facets: {topic: [first]}} = await shows(page, {});
  await page.locator('#topics').getByText(first.label.bg, {exact: true}).click();
  await shows(page, {topic: first.value});
  assert.match(await page.locator('#chosen').innerText(), new RegExp(`Тема[^]*${first.label.bg}`));
  await page.locator('.ais-CurrentRefinements-delete').click();
  await shows(page, {});
});

test('a search inside events finds one by its name', async () => {
  const {page, complaints} = await open();
  await shows(page, {});
  await page.locator('#events input[type=search]').fill('варн');
  const found = page.locator('#events li', {hasText: 'Варна 2018'});
  await found.first().waitFor();
  await found.first().locator('input').click();
  const {hits} = await shows(page, {event: 'varna-2018'});
  assert.ok(hits.length > 0);
  assert.deepEqual(complaints(), []);
});

test('pages, order and address', async () => {
  const {page, complaints} = await open();
  const first = await shows(page, {});
  assert.ok(first.totalPages > 2);
  await page.locator('.ais-Pagination-link', {hasText: '2'}).click();
  await shows(page, {page: 2});
  await page.locator('.ais-SortBy-select').selectOption('articles:date:asc');
  await shows(page, {sort: 'date:asc'});
  await page.waitForURL(/sortBy/);
  const again = await open(new URL(page.url()).search);
  await shows(again.page, {sort: 'date:asc'});
  assert.deepEqual([...complaints(), ...again.complaints()], []);
});

test('a hostile article and event stay text', async () => {
  const {page, box, complaints} = await open();
  await box.fill('вражески');
  await shows(page, {q: 'вражески'});
  await page.locator('#events input[type=search]').fill('vrag');
  await page.locator('#events li', {hasText: 'vrag'}).waitFor();
  await page.locator('#events li input').first().click();
  await page.locator('#chosen', {hasText: 'vrag'}).waitFor();
  assert.match(await page.locator('.ais-Hits-item').innerText(), /<img src=x onerror="window\.hacked=1">/);
  assert.match(await page.locator('.ais-Hits-item a').getAttribute('href'), /\/article\?id=hostile%2F/);
  assert.equal(await page.locator('.ais-Hits-item :is(img, script, b)').count(), 0);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(complaints(), []);
});

test('an error of the API is told', async () => {
  const {page, box} = await open();
  await box.evaluate(input => input.removeAttribute('maxlength'));
  await box.fill('а'.repeat(513));
  await page.locator('#stats', {hasText: 'Поправете посочените параметри'}).waitFor();
});

test('axe finds nothing that is ours', async () => {
  const {page} = await open();
  await shows(page, {});
  await page.addScriptTag({path: join(checkout, 'tests/web/node_modules/axe-core/axe.min.js')});
  const {violations} = await page.evaluate(() => globalThis.axe.run({exclude: '.ais-RefinementList-searchBox'}));
  assert.deepEqual(violations.map(({id, nodes}) => [id, nodes.map(node => node.html)]), []);
});

// ---- the client ----

const search = async (params, indexName = 'articles') =>
  (await client.search([{indexName, params: {query: '', ...params}}])).results[0];

test('filters are joined by OR within a field and by AND across fields, or refused', async () => {
  const filters = [['topic:funding', 'topic:education'], ['lang:bg'], 'event:-varna-2018'];
  const {nbHits} = await search({facetFilters: filters});
  const same = [['topic', 'funding'], ['topic', 'education'], ['lang', 'bg'], ['-event', 'varna-2018']];
  assert.equal(nbHits, (await ask(place.daemon, same)).totalHits);
  await assert.rejects(search({facetFilters: ['topic:funding', 'topic:education']}), /only OR within a field/);
  await assert.rejects(search({facetFilters: [['topic:funding', 'lang:bg']]}), /only OR within a field/);
});

test('a value that begins with a hyphen is no exclusion', async () => {
  await assert.rejects(search({facetFilters: [['year:\\-2018']]}), /year/);  // sent as year=-2018
  assert.equal((await search({facetFilters: [['event:\\-none']]})).nbHits, 0);
});

test('a range of years is one, and its bounds are known when all years are', async () => {
  const params = {facets: ['year'], maxValuesPerFacet: 100};
  const {nbHits, facets_stats: {year}} = await search({...params, numericFilters: ['year>=2017', 'year<=2019']});
  assert.equal(nbHits, (await ask(place.daemon, {year: '2017..2019'})).totalHits);
  const all = Object.keys((await search(params)).facets.year).map(Number);
  assert.deepEqual(year, {min: Math.min(...all), max: Math.max(...all)});
  assert.deepEqual((await search({facets: ['year'], maxValuesPerFacet: 3})).facets_stats, {});
  await assert.rejects(search({numericFilters: ['price>=5']}), /price>=5/);
});

test('parameters of the API go through, and one that it does not know is told by name', async () => {
  assert.equal((await search({lang: 'en'})).nbHits, (await ask(place.daemon, {lang: 'en'})).totalHits);
  await assert.rejects(search({aroundLatLng: '43,25'}), /aroundLatLng/);
});

test('no page is offered that the API would refuse', async context => {
  const many = {hits: [], page: 1, perPage: 20, totalHits: 17_118, totalPages: 856, facets: {}};
  context.mock.method(globalThis, 'fetch', async () => Response.json(many));
  const {nbPages, nbHits} = await search({});
  assert.deepEqual([nbPages, nbHits], [500, 17_118]);
});

test('a text is escaped exactly once, whoever does it', async () => {
  const ours = await search({query: 'вражески'});
  assert.match(ours.hits[0]._highlightResult.title.value, /^<mark>Вражески<\/mark> &lt;img src=x onerror=&quot;/);
  const theirs = await search({query: 'вражески', highlightPreTag: '[', highlightPostTag: ']'});
  assert.equal(theirs.hits[0]._highlightResult.title.value.replace(/[[\]]/g, ''), hostile.title);
});
