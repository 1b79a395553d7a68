// docs/examples/search-box.html, tried as a reader of that page would.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkout, launchBrowser} from '../harness.mjs';
import {ask, startSite, text, visit} from './site.mjs';

let place, browser;
before(async () => { [place, browser] = await Promise.all([startSite(), launchBrowser()]); });
after(async () => { await browser?.close(); await place?.stop(); });

const open = context => visit(browser, place, '/search-box.html', context);
const told = (page, said) => page.locator('#status', {hasText: said}).waitFor();
const titles = page => page.locator('#hits a').allTextContents();

test('the script has at most thirty lines', async () => {
  const script = await readFile(join(checkout, 'docs/examples/search-box.js'), 'utf8');
  assert.ok(script.split('\n').filter(line => !/^\s*(\/\/.*)?$/.test(line)).length <= 30);
});

test('what is typed is answered as the API answers it', async () => {
  const {page, complaints} = await open();
  const answered = page.waitForRequest(/[?&]q=klaster&/).then(request => request.response());
  await page.getByLabel('Думи').pressSequentially('klaster');
  const answer = await ask(place.daemon, {q: 'klaster'});
  await answered;
  await told(page, `Намерени статии: ${answer.totalHits}`);
  assert.deepEqual(await titles(page), answer.hits.map(hit => text(hit.formatted.title)));
  assert.deepEqual(await page.locator('#hits li').evaluateAll(items => items.map(item => item.lang)),
                   answer.hits.map(hit => hit.lang));
  assert.deepEqual((await page.locator('#topic option').allInnerTexts()).slice(1),
                   answer.facets.topic.map(({label, count}) => `${label.bg} (${count})`));
  assert.ok(await page.locator('#hits mark').count() > 0);
  assert.deepEqual(complaints(), []);
});

test('a chosen topic finds what its count promised', async () => {
  const {page, complaints} = await open();
  await page.getByLabel('Думи').fill('клъстер');
  await page.locator('#topic option').nth(1).waitFor({state: 'attached'});
  const {facets: {topic: [first]}} = await ask(place.daemon, {q: 'клъстер'});
  await page.getByLabel('Тема').selectOption(first.value);
  await told(page, new RegExp(`^Намерени статии: ${first.count}$`));
  assert.equal(await page.getByLabel('Тема').inputValue(), first.value);
  assert.deepEqual(complaints(), []);
});

test('Enter leads to all results on the page of the engine, with the topic and without a script too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const {page} = await open({javaScriptEnabled});
    await page.getByLabel('Думи').fill('среща');
    await page.keyboard.press('Enter');
    await page.waitForURL(place.daemon.url + '/search?**');
    const address = new URL(page.url());
    assert.equal(address.searchParams.get('q'), 'среща');
    assert.ok(await page.locator('mark').count() > 0);
  }
});

test('a hostile article stays text', async () => {
  const {page, complaints} = await open();
  await page.getByLabel('Думи').fill('вражески');
  await told(page, 'Намерени статии: 1');
  assert.match(await page.locator('#hits li').innerText(), /<img src=x onerror="window\.hacked=1">/);
  assert.match(await page.locator('#hits a').getAttribute('href'), /^http:.*\/article\?id=hostile%2F%22%3E%3Csc/);
  assert.equal(await page.locator('#hits :is(img, script, b)').count(), 0);
  await page.locator('#hits a').click();
  await page.waitForURL(/\/article/);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(complaints(), []);
});

test('only the answer to what was typed last is shown', async () => {
  const {page} = await open();
  let release;
  const held = new Promise(resolve => { release = resolve; });
  await page.route(/[?&]q=a&/, async route => { await held; await route.continue().catch(() => {}); });
  await page.getByLabel('Думи').fill('a');
  await page.getByLabel('Думи').fill('вражески');
  await told(page, 'Намерени статии: 1');
  release();
  await page.waitForLoadState('networkidle');
  assert.equal(await page.locator('#status').innerText(), 'Намерени статии: 1');
});

test('errors are told', async () => {
  const {page} = await open();
  const box = page.getByLabel('Думи');
  await box.evaluate(input => input.removeAttribute('maxlength'));
  await box.fill('а'.repeat(513));
  await told(page, 'Поправете посочените параметри.');
  await page.route('**/v1/search?**', route => route.abort());
  await box.fill('среща');
  await told(page, 'Търсачката не отговаря. Опитайте отново.');
});

test('going back shows the search again', async () => {
  const {page} = await open();
  await page.getByLabel('Думи').fill('среща');
  await told(page, 'Намерени статии: ');
  const before = await titles(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(place.daemon.url + '/search?**');
  await page.goBack();
  await told(page, 'Намерени статии: ');
  assert.deepEqual(await titles(page), before);
});

test('axe finds nothing', async () => {
  const {page} = await open();
  await page.getByLabel('Думи').fill('среща');
  await told(page, 'Намерени статии: ');
  await page.addScriptTag({path: join(import.meta.dirname, '../node_modules/axe-core/axe.min.js')});
  const {violations} = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({id, nodes}) => [id, nodes.map(node => node.html)]), []);
});
