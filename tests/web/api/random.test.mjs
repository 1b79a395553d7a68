// 2,000 random requests out of the description: no 5xx, and no answer that is not in it. TARSACH_SEED repeats a run,
// TARSACH_REQUESTS makes it longer.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startDaemon} from '../harness.mjs';
import {ask, loadDescription} from './description.mjs';
import {Requests} from './requests.mjs';

const seed = Number(process.env.TARSACH_SEED ?? 20181114);
const count = Number(process.env.TARSACH_REQUESTS ?? 2000);

let daemon;
before(async () => { daemon = await startDaemon({options: ['--cors-origin', 'https://example.org']}); });
after(async () => { await daemon?.stop(); });

test(`${count} random requests are answered as the description says`, async t => {
  const description = await loadDescription(daemon);
  const json = async path => JSON.parse((await ask(daemon, path)).body);
  const documents = (await json('/v1/search?per_page=100&fields=id')).hits.map(hit => hit.id);
  const events = (await json('/v1/facets/event')).values.map(({value}) => value);
  const requests = new Requests(description, {seed, documents, events});
  const statuses = {};
  for (let i = 0; i < count; ++i) {
    const request = requests.next();
    const answer = await ask(daemon, request.target, request);
    const shown = `request ${i} of seed ${seed}: ${request.method} ${request.target} ${JSON.stringify(request.headers)}` +
                  ` (${request.verdict}) → ${answer.status} ${answer.body.slice(0, 400)}`;
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    assert.ok(answer.status < 500, shown);
    assert.deepEqual(description.complaints(request.path, answer, request.method), [], shown);
    if (request.verdict === 'right') assert.notEqual(answer.status, 400, shown);
    if (request.verdict === 'wrong') assert.ok([400, 404].includes(answer.status), shown);
    const id = request.headers['X-Request-Id'];
    if (/^[\w.-]{1,64}$/.test(id ?? '')) assert.equal(answer.headers['x-request-id'], id, shown);
    requests.remember(answer.headers.etag);
  }
  t.diagnostic(`answers by status: ${JSON.stringify(statuses)}`);
  for (const status of [200, 304, 400, 404]) assert.ok(statuses[status] > 0, `no ${status}: the generator has lost its edge`);
  assert.equal((await ask(daemon, '/health/readyz')).status, 200);
});
