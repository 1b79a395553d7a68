// How long a person waits for the first result, in a real browser, and how many bytes a result page has.
//
//   ./dev deps web && ./dev build
//   build/release/bin/tarsach-indexer build --index /tmp/law law_bg.jsonl.gz     # a large corpus of yours
//   node tests/bench/paint.mjs /tmp/law [QUERIES]                              # or TARSACH_BENCH_INDEX=/tmp/law; 100
//
// "Enter": from the key's time stamp to the frame that shows the first of the new results, with the page's script, in
// a tab that has searched before. "address": navigation start to first contentful paint without JavaScript, as after
// Enter in a plain form; once with the browser's cache and once with an empty one. "server" is what Server-Timing says,
// with the wait for a turn. Times in milliseconds. Bytes are of bodies as the daemon sends them, and as gzip -6
// makes them.
//
// On a busy machine the first tenth is nearer to the truth than the median: a busy processor only ever adds.
// Queries are two to four words of titles that are spread over the index, the same ones each time. Not run in CI.
import {gzipSync} from 'node:zlib';
import {launchBrowser, startDaemon} from '../web/harness.mjs';

const index = process.argv[2] ?? process.env.TARSACH_BENCH_INDEX;
const wanted = Number(process.argv[3] ?? 100);
if (!index) {
  console.log('skipped: no index was named; the first lines of tests/bench/paint.mjs tell how to make one');
  process.exit(0);
}

const targets = {milliseconds: 100, bytes: 60_000};
const firstHit = '.hits > li';
const addressOf = query => '/search?' + new URLSearchParams({q: query});

/// Different queries, each of which finds something.
async function chooseQueries(daemon) {
  const ask = async parameters => (await daemon.get('/v1/search?' + new URLSearchParams(parameters))).json();
  const {totalHits} = await ask({per_page: 0, facets: 'none'});
  const step = Math.max(1, Math.floor(Math.min(totalHits, 10_000) / wanted / 2));
  const queries = new Set();
  for (let at = 1; at <= Math.min(totalHits, 10_000) && queries.size < wanted; at += step) {
    const {hits: [{title}]} = await ask({page: at, per_page: 1, facets: 'none', fields: 'title'});
    const words = title.match(/\p{L}{3,}/gu) ?? [];
    const count = 2 + at % 3;
    const begin = at % Math.max(1, words.length - count + 1);
    queries.add(words.slice(begin, begin + count).join(' ').toLowerCase());
  }
  queries.delete('');
  return [...queries];
}

/// Runs in the page, before its own scripts: notes the key and, when the first of other results is in the document, the
/// end of the frame that shows it. A navigation loses the window, so the key's time goes through the session's storage.
function watchResults(firstHit) {
  const now = time => performance.timeOrigin + time;
  const afterFrame = act => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = act;
    port2.postMessage(0);
  });
  const begun = () => Number(sessionStorage.getItem('begun'));
  const finish = () => afterFrame(() => {
    window.waited = now(performance.now()) - begun();
    sessionStorage.removeItem('begun');
  });
  let old;
  const look = () => {
    const first = document.querySelector(firstHit);
    if (!first || first === old) return;
    old = first;
    if (begun()) finish();
  };
  addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    window.waited = undefined;
    sessionStorage.setItem('begun', now(event.timeStamp));
  }, true);
  new MutationObserver(look).observe(document, {childList: true, subtree: true});
}

async function measureEnter(browser, daemon, queries) {
  const page = await (await browser.newContext({locale: 'bg-BG', viewport: {width: 1280, height: 900}})).newPage();
  await page.addInitScript(watchResults, firstHit);
  await page.goto(daemon.url + '/search');
  const waits = [], server = [];
  page.on('response', response => {
    if (!/\/search\?/.test(response.url())) return;
    const parts = (response.headers()['server-timing'] ?? '').matchAll(/dur=([\d.]+)/g);
    server.push([...parts].reduce((sum, [, part]) => sum + Number(part), 0));
  });
  for (const query of queries) {
    await page.locator('#q').fill(query);
    await page.waitForTimeout(250);  // suggestions come; a person's finger is slower
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.waited !== undefined);
    waits.push(await page.evaluate(() => window.waited));
  }
  await page.context().close();
  return {waits, server};
}

/// Without JavaScript. `fresh`: each time in a browser that has nothing of the page yet.
async function measureAddress(browser, daemon, queries, fresh) {
  const options = {javaScriptEnabled: false, locale: 'bg-BG', viewport: {width: 1280, height: 900}};
  const open = () => browser.newContext(options);
  let context = await open();
  let page = await context.newPage();
  if (!fresh) await page.goto(daemon.url + '/search');
  const waits = [];
  for (const query of queries) {
    await page.goto(daemon.url + addressOf(query));
    const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    let wait;
    while ((wait = await page.evaluate(painted)) === undefined) await page.waitForTimeout(20);
    waits.push(wait);
    if (!fresh) continue;
    await context.close();
    context = await open();
    page = await context.newPage();
  }
  await context.close();
  return waits;
}

/// Each thing that a result page loads: its path, its bytes, and those of it compressed.
async function measureBytes(browser, daemon, query) {
  const context = await browser.newContext({locale: 'bg-BG'});
  const page = await context.newPage();
  const loaded = [];
  page.on('response', response => loaded.push(response));
  await page.goto(daemon.url + addressOf(query), {waitUntil: 'networkidle'});
  const rows = await Promise.all(loaded.map(async response => {
    const body = await response.body();
    return {path: new URL(response.url()).pathname, bytes: body.length, gzip: gzipSync(body).length};
  }));
  await context.close();
  return rows;
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function tell(what, values) {
  const sorted = [...values].sort((one, other) => one - other);
  const shown = [0.1, 0.5, 0.95].map(share => at(sorted, share).toFixed(1).padStart(8)).join('');
  console.log(what.padEnd(34) + shown + String(sorted.length).padStart(6));
}

const daemon = await startDaemon({index});
const browser = await launchBrowser();
try {
  const queries = await chooseQueries(daemon);
  console.log(`${''.padEnd(34)}    10 %  median    95 %     n   (target ${targets.milliseconds} ms)`);
  const {waits, server} = await measureEnter(browser, daemon, queries);
  tell('Enter → first result painted', waits);
  tell('  of it, server', server);
  tell('address → painted, no script', await measureAddress(browser, daemon, queries, false));
  tell('  with an empty cache', await measureAddress(browser, daemon, queries.slice(0, 30), true));

  const bytes = [];  // one after the other: the daemon refuses a crowd
  for (const query of queries) {
    const page = await daemon.get(addressOf(query));
    if (!page.ok) throw new Error(`${page.status} for „${query}“`);
    bytes.push((await page.arrayBuffer()).byteLength);
  }
  tell('bytes of HTML', bytes);
  console.log('  of the largest of these pages');
  const rows = await measureBytes(browser, daemon, queries[bytes.indexOf(Math.max(...bytes))]);
  const sum = name => rows.reduce((total, row) => total + row[name], 0);
  rows.push({path: `in all (target ${targets.bytes})`, bytes: sum('bytes'), gzip: sum('gzip')});
  for (const {path, bytes, gzip} of rows)
    console.log(`  ${path.padEnd(32)}${String(bytes).padStart(8)}${String(gzip).padStart(8)} gzip`);
} finally {
  await browser.close();
  await daemon.stop();
}
