// Widgets of InstantSearch that the example page does not show, without a page: their connectors.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {ask, startSite} from './site.mjs';
import {tarsachClient} from '../../../docs/examples/instantsearch-client.js';

const require = createRequire(import.meta.url);
const instantsearch = require('instantsearch.js').default;
const connectors = require('instantsearch.js/cjs/connectors');

let place;
before(async () => { place = await startSite(); });
after(async () => { await place?.stop(); });

/// Starts InstantSearch with that widget and waits for its first answer. `next(act)` waits for the one after `act`: what
/// the widget then renders, and the total.
async function start(connector, options, configuration = {}) {
  let rendered;
  const search = instantsearch({indexName: 'articles', searchClient: tarsachClient(place.daemon.url)});
  search.addWidgets([
    connectors.connectConfigure(() => {})({searchParameters: configuration}),
    connectors.connectHits(() => {})({}),
    connector(state => { rendered = state; })(options),
  ]);
  const results = () => search.mainIndex.getResults();
  const next = act => new Promise((resolve, reject) => {
    const before = results();
    search.on('error', ({error}) => reject(error));
    search.on('render', () => { if (results() && results() !== before) resolve({...rendered, total: results().nbHits}); });
    act();
  });
  return {first: await next(() => search.start()), next};
}

const total = async parameters => (await ask(place.daemon, parameters)).totalHits;

test('a range of years has the bounds of all years, and finds what the API finds', async () => {
  const {first, next} = await start(connectors.connectRange, {attribute: 'year'}, {maxValuesPerFacet: 100});
  const {facets: {year}} = await ask(place.daemon, {facet_limit: 100});
  const years = year.map(({value}) => Number(value));
  assert.deepEqual(first.range, {min: Math.min(...years), max: Math.max(...years)});
  const {range, start: chosen, total: found} = await next(() => first.refine([2017, 2019]));
  assert.equal(found, await total({year: '2017..2019'}));
  assert.deepEqual(chosen, [2017, 2019]);
  assert.deepEqual(range, first.range);
});

test('a switch of the language filters', async () => {
  const {first, next} = await start(connectors.connectToggleRefinement, {attribute: 'lang', on: 'en'});
  const switched = await next(() => first.refine({isRefined: false}));
  assert.equal(switched.total, await total({lang: 'en'}));
});

test('a menu keeps its other values when one is chosen', async () => {
  const {first, next} = await start(connectors.connectMenu, {attribute: 'topic'});
  const counts = ({items}) => new Map(items.map(({value, count}) => [value, count]));
  const chosen = await next(() => first.refine(first.items[1].value));
  assert.equal(chosen.total, first.items[1].count);
  assert.deepEqual(counts(chosen), counts(first));
});

test('refinements that can not be asked for are told', async () => {
  const {first, next} = await start(connectors.connectRefinementList, {attribute: 'topic', operator: 'and'});
  const {refine, items} = await next(() => first.refine(first.items[0].value));
  await assert.rejects(next(() => refine(items.find(item => !item.isRefined).value)), /only OR within a field/);
});

test('the API\'s own parameters go through', async () => {
  const {first} = await start(connectors.connectStats, {}, {lang: 'en', rewrite: 'off'});
  assert.equal(first.total, await total({lang: 'en', rewrite: 'off'}));
});
