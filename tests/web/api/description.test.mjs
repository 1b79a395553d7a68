// /openapi.json is OpenAPI 3.1, and each route answers as it says: what is right, what is wrong, what is not changed.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {startDaemon} from '../harness.mjs';
import {ask, loadDescription} from './description.mjs';

let daemon, description, hit, event;
before(async () => {
  daemon = await startDaemon();
  description = await loadDescription(daemon);
  const found = JSON.parse((await ask(daemon, '/v1/search?q=' + encodeURIComponent('среща'))).body);
  hit = found.hits.find(each => each.events.length > 0);
  event = hit.events[0].id;
});
after(async () => { await daemon?.stop(); });

const encoded = encodeURIComponent;
const fill = (path, id) => path.replace('{id}', encoded(id)).replace('{field}', 'event');
const idFor = path => path.startsWith('/v1/events') ? event : hit.id;
/// A request to the path that finds something.
const goodTarget = path =>
  path === '/article' || path === '/event' ? `${path}?id=${encoded(path === '/event' ? event : hit.id)}`
                                           : fill(path, idFor(path));

const holds = async (path, target, status, options = {}) => {
  const answer = await ask(daemon, target, options);
  assert.equal(answer.status, status, `${target}: ${answer.body.slice(0, 300)}`);
  assert.deepEqual(description.complaints(path, answer, options.method), [], target);
  return answer;
};

test('the description is OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(description.document));
  assert.deepEqual(result.errors ?? [], []);
  assert.equal(description.document.openapi, '3.1.0');
});

test('every route answers as it is described', async () => {
  for (const path of description.paths) {
    const expected = path === '/' ? 302 : path === '/favicon.ico' ? 204 : 200;
    await holds(path, goodTarget(path), expected);
  }
});

test('every parameter is taken with each of its words, and its ends', async () => {
  for (const path of description.paths)
    for (const {name, schema} of description.parametersOf(path, 'query')) {
      if (name === 'id') continue;
      const type = schema.items ?? schema;
      const values = type.enum ?? (type.type === 'integer' ? [type.minimum, type.maximum]
        : type.pattern ? ['2018'] : ['а', 'я'.repeat(type.maxLength > 500 ? 500 : type.maxLength)]);
      for (const value of values)
        if (!(name === 'page' && value > 1000)) {  // page × per_page
          const target = goodTarget(path);
          await holds(path, `${target}${target.includes('?') ? '&' : '?'}${encoded(name)}=${encoded(value)}`, 200);
        }
    }
});

test('a default that is sent is as one that is not', async () => {
  for (const path of description.paths) {
    const target = goodTarget(path);
    const defaults = description.parametersOf(path, 'query').filter(({schema}) => schema.default !== undefined)
      .map(({name, schema}) => `${encoded(name)}=${encoded([schema.default].flat().join(','))}`);
    if (defaults.length === 0) continue;
    const plain = await ask(daemon, target);
    const told = await holds(path, target + (target.includes('?') ? '&' : '?') + defaults.join('&'), 200);
    assert.equal(told.headers.etag, plain.headers.etag, path);
  }
});

test('what is wrong is refused as it is described', async () => {
  for (const path of description.paths.filter(each => !each.startsWith('/health') && each !== '/version'))
    for (const {name, schema} of description.parametersOf(path, 'query')) {
      const type = schema.items ?? schema;
      const wrong = type.enum ? 'x' : type.type === 'integer' ? String(type.maximum + 1)
        : type.pattern ? '18' + 'x' : 'я'.repeat(Math.min(type.maxLength + 1, 1300));
      if (type.maxLength >= 1300) continue;  // the address is too long before
      const target = goodTarget(path).replace(/\?.*/, '');
      await holds(path, `${target}?${encoded(name)}=${encoded(wrong)}`, 400);
      await holds(path, `${target}?${encoded(name)}=%FF`, 400);
    }
});

test('programs are told of an unknown parameter, in their language', async () => {
  for (const path of description.paths.filter(each => each.startsWith('/v1') || each.endsWith('.atom'))) {
    const target = fill(path, idFor(path)) + '?yaer=2018';
    const english = JSON.parse((await holds(path, target, 400, {headers: {'Accept-Language': 'en'}})).body);
    const bulgarian = JSON.parse((await holds(path, target, 400)).body);
    assert.equal(english.errors[0].parameter, 'yaer');
    assert.notEqual(english.errors[0].detail, bulgarian.errors[0].detail);
    assert.match(bulgarian.title + bulgarian.detail + bulgarian.errors[0].detail, /[а-я]/);
  }
});

test('what is not there is a 404', async () => {
  for (const path of description.paths.filter(each => each.includes('{')))
    await holds(path, path.replace(/\{\w+\}/, 'x%2F%D1%8F'), 404);
  for (const target of ['/v1/serch', '/v1/search/', '/nothing', '/v1/documents/', '/v1/documents/a/b/c'])
    assert.deepEqual(description.complaintsOfProblem(await ask(daemon, target)), []);
});

test('what is cached is revalidated, with the headers of the whole answer', async () => {
  for (const path of description.paths) {
    const whole = await ask(daemon, goodTarget(path));
    if (!whole.headers.etag) continue;
    const same = await holds(path, goodTarget(path), 304, {headers: {'If-None-Match': `"a", ${whole.headers.etag}`}});
    for (const name of ['etag', 'cache-control', 'vary']) assert.equal(same.headers[name], whole.headers[name], path);
    assert.equal(same.body, '');
  }
});

test('HEAD has the status and the headers of GET, and no body', async () => {
  // „connection“ belongs to the connection: each has a last request.
  const changing = ['date', 'x-request-id', 'server-timing', 'content-length', 'connection', 'keep-alive'];
  const steady = headers => Object.entries(headers).filter(([name]) => !changing.includes(name));
  for (const path of description.paths)
    for (const target of [goodTarget(path), goodTarget(path) + (goodTarget(path).includes('?') ? '&' : '?') + 'page=x']) {
      const [get, head] = [await ask(daemon, target), await ask(daemon, target, {method: 'HEAD'})];
      assert.equal(head.status, get.status, target);
      assert.deepEqual(steady(head.headers), steady(get.headers), target);
      assert.equal(head.body, '');
    }
});

test('another method is refused with those that are allowed', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const answer = await ask(daemon, '/v1/search', {method});
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers.allow, 'GET, HEAD');
    assert.deepEqual(description.complaintsOfProblem(answer), []);
  }
});
