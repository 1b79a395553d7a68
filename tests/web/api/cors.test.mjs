// Who may read answers from another site, as browsers ask (Fetch Standard, CORS protocol).
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {runProgram, startDaemon} from '../harness.mjs';
import {ask} from './description.mjs';

const friend = 'https://example.org';
let daemon;
before(async () => { daemon = await startDaemon({options: ['--cors-origin', friend]}); });
after(async () => { await daemon?.stop(); });

test('a configured site may read answers, also errors and 304', async () => {
  const first = await ask(daemon, '/v1/search', {headers: {Origin: friend}});
  for (const [target, headers] of [['/v1/search', {}], ['/v1/search?page=x', {}], ['/nothing', {}], ['/feed.atom', {}],
                                   ['/v1/search', {'If-None-Match': first.headers.etag}]]) {
    const answer = await ask(daemon, target, {headers: {Origin: friend, ...headers}});
    assert.equal(answer.headers['access-control-allow-origin'], friend, target);
    assert.match(answer.headers.vary, /Origin/);
    assert.match(answer.headers['access-control-expose-headers'], /ETag.*X-Request-Id/);
    assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  }
});

test('another site is answered, but its scripts may not read it', async () => {
  for (const origin of ['https://example.org.evil', 'null', 'http://example.org']) {
    const answer = await ask(daemon, '/v1/search', {headers: {Origin: origin}});
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
    assert.match(answer.headers.vary, /Origin/);
  }
});

test('a preflight is answered, and the connection stays', async () => {
  const headers = {'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'if-none-match'};
  const answer = await ask(daemon, '/v1/search', {method: 'OPTIONS', headers: {Origin: friend, ...headers}});
  assert.equal(answer.status, 204);
  assert.equal(answer.headers['access-control-allow-origin'], friend);
  assert.match(answer.headers['access-control-allow-methods'], /GET/);
  assert.match(answer.headers['access-control-allow-headers'], /If-None-Match/);
  assert.notEqual(answer.headers.connection, 'close');
  const other = await ask(daemon, '/v1/search', {method: 'OPTIONS', headers: {Origin: 'https://a.example', ...headers}});
  assert.equal(other.headers['access-control-allow-origin'], undefined);
});

test('the pages for people are for no other site', async () => {
  const answer = await ask(daemon, '/search', {headers: {Origin: friend}});
  assert.equal(answer.headers['access-control-allow-origin'], undefined);
});

test('anybody may read with *, and nobody without the option', async () => {
  for (const [options, expected] of [[['--cors-origin', '*'], '*'], [[], undefined]]) {
    const other = await startDaemon({options});
    try {
      const answer = await ask(other, '/v1/search', {headers: {Origin: 'https://a.example'}});
      assert.equal(answer.headers['access-control-allow-origin'], expected);
      assert.equal(answer.headers.vary, undefined);
    } finally {
      await other.stop();
    }
  }
});

test('an origin that is none is refused at the start', async () => {
  for (const options of [['--cors-origin', 'example.org'], ['--cors-origin', 'https://example.org/'],
                         ['--public-url', 'https://example.org/a']]) {
    const {status, error} = await runProgram('tarsach-searchd', ['--index', 'none', ...options]);
    assert.equal(status, 2, error);
    assert.match(error, /not an origin/);
  }
});
