// Random requests out of a description: some right, some wrong in a way that is known, some of which only the daemon
// can tell. The same seed gives the same requests.
//
//   const requests = new Requests(description, {seed: 1, documents: ['id'], events: ['varna-2018']});
//   const {path, target, method, headers, verdict} = requests.next();      // verdict: 'right', 'wrong', 'either'

/// mulberry32: 32 bits of state, enough for tests.
function generator(seed) {
  return () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const texts = [
  'среща', 'клъстер', 'клъстерна среща', 'klaster varna', 'klystyr', 'cluster meeting', 'ВАРНА', 'иновации 2018', 'вчера',
  'през юли 2018', '"клъстерна среща"', '„среща“ -варна', 'title:среща', 'year:2017..2019', 'event:varna-2018', '*', 'а*',
  '-', '""', '(((', 'AND OR NOT', 'title:', 'year:..', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE x; --", '../../etc/passwd', '{{q}}', '%', '&amp;', '😀', 'ع‎ש', 'a\u0301', '\u200B', '\uFEFF',
  'ѝ', 'Ѫ', 'ß', 'İ', '\u2028', '0', '-1', '9'.repeat(40), ' ', '  среща  ', '\t', 'null', 'а'.repeat(300), 'NEAR/3',
];
const brokenTexts = ['%FF', '%', '%zz', '%D1', '%C0%AF', '%ED%A0%80', 'a%00b', '%1B[2J', '\xD1\x8F\xFF'];
const accepts = ['*/*', 'application/json', 'text/html', 'text/html;q=0.1, application/json', 'application/xml', '',
                 'application/x-suggestions+json', ';;q=,', 'a/b;q=2', 'text/html;q=0', '*/*;q=0'];
const languages = ['bg', 'en', 'en-GB,en;q=0.9,bg;q=0.5', 'de', '*', '', 'en;q=0', 'bg;q=x', ',,,', 'en;q=1.0000'];
const validators = ['*', 'W/"1-0000000000000000"', '"a"', 'a', '', ',', 'W/', '"'.repeat(100)];
const origins = ['https://example.org', 'null', 'http://localhost:3000', '', 'x'];
const ids = ['a-1._B', 'a b', '<b>', 'я', 'x'.repeat(65), ''];

export class Requests {
  #random;
  #seen = [];

  constructor(description, {seed, documents, events}) {
    this.#random = generator(seed);
    this.description = description;
    this.documents = documents;
    this.events = events;
  }

  /// An entity tag that an answer had, to be asked with later.
  remember(etag) {
    if (etag && this.#seen.length < 200) this.#seen.push(etag);
  }

  #chance(share) { return this.#random() < share; }
  #between(least, most) { return least + Math.floor(this.#random() * (most - least + 1)); }
  #one(list) { return list[this.#between(0, list.length - 1)]; }

  /// {text: encoded, verdict}
  #right(schema) {
    if (schema.type === 'array') {
      const items = Array.from({length: this.#between(1, 3)}, () => this.#right(schema.items).text);
      return {text: items.join('%2C'), verdict: 'right'};
    }
    if (schema.enum) return {text: encodeURIComponent(this.#one(schema.enum)), verdict: 'right'};
    if (schema.type === 'integer') return {text: String(this.#between(schema.minimum, schema.maximum)), verdict: 'right'};
    if (schema.pattern?.includes('\\.')) {
      const year = this.#between(1, 9999);
      return this.#chance(0.5) ? {text: String(this.#one([year, 2018, 2015])), verdict: 'right'}
                               : {text: `${this.#between(1, 2020)}..${this.#between(2020, 9999)}`, verdict: 'right'};
    }
    if (schema.pattern) {
      const pad = number => String(number).padStart(2, '0');
      const date = [String(this.#between(1990, 2030)), pad(this.#between(1, 12)), pad(this.#between(1, 28))];
      return {text: date.slice(0, this.#between(1, 3)).join('-'), verdict: 'right'};
    }
    const text = this.#one(texts).slice(0, schema.maxLength);
    return {text: encodeURIComponent(text), verdict: 'right'};
  }

  #wrong(schema) {
    if (this.#chance(0.3)) return {text: this.#one(brokenTexts), verdict: 'wrong'};
    const type = schema.items ?? schema;
    if (type.enum) return {text: this.#one(['x', 'AUTO', 'tru', '1', 'null']), verdict: 'wrong'};
    if (type.type === 'integer')
      return {text: this.#one([type.maximum + 1, '-1', '1.5', '1e1', '0x1', 'x', '9'.repeat(30), '1 ', '١']
        .map(each => encodeURIComponent(each))), verdict: 'wrong'};
    if (type.pattern)
      return {text: this.#one(['18a', '2018-13', '2018-02-30', '0', '2019..2018', '..', '99999', 'x', '2018-7', '-5']),
              verdict: 'wrong'};
    return {text: 'x'.repeat(Math.min(type.maxLength + 1, 4000)), verdict: 'wrong'};
  }

  /// One parameter as "name=value", or nothing.
  #parameter({name, schema}) {
    const repeatable = schema.type === 'array' && schema.maxItems > 1;
    const type = repeatable ? schema.items : schema;
    const key = encodeURIComponent(name);
    if (this.#chance(0.05)) return {parts: [`${key}=`], verdict: 'right'};
    if (this.#chance(0.06)) {
      const {text, verdict} = this.#wrong(schema);
      return {parts: [`${key}=${text}`], verdict};
    }
    if (!repeatable && this.#chance(0.03)) {
      const value = this.#right(type).text || '1';
      return {parts: [`${key}=${value}`, `${key}=${value}`], verdict: value.trim() ? 'wrong' : 'either'};
    }
    const count = repeatable ? this.#between(1, 3) : 1;
    const parts = Array.from({length: count}, () => `${key}=${this.#filterValue(name) ?? this.#right(type).text}`);
    // Numbers whose product is bounded, periods that may end before they begin.
    const related = ['page', 'per_page', 'group', 'group_limit', 'from', 'to'].includes(name);
    return {parts, verdict: related ? 'either' : 'right'};
  }

  #filterValue(name) {
    if (name === 'id') return this.#id(this.#one([this.documents, this.events]));
    if (name.endsWith('event') && this.#chance(0.7)) return encodeURIComponent(this.#one(this.events));
    if (name.endsWith('lang') && this.#chance(0.7)) return this.#one(['bg', 'en']);
    return undefined;
  }

  #id(known) { return encodeURIComponent(this.#chance(0.7) ? this.#one(known) : this.#one(texts.filter(text => text.trim()))); }

  #fill(path) {
    if (path.includes('{field}')) return path.replace('{field}', this.#one(['event', 'year', 'topic', 'author', 'EVENT']));
    if (!path.includes('{id}')) return path;
    const id = this.#chance(0.05) ? this.#one(brokenTexts.filter(text => !text.includes('[')))
                                  : this.#id(path.startsWith('/v1/events') ? this.events : this.documents);
    return path.replace('{id}', id);
  }

  #headers() {
    const headers = {};
    const maybe = (share, name, values) => { if (this.#chance(share)) headers[name] = this.#one(values); };
    maybe(0.3, 'Accept', accepts);
    maybe(0.3, 'Accept-Language', languages);
    maybe(0.2, 'If-None-Match', [...validators, ...this.#seen.slice(-20)]);
    maybe(0.2, 'Origin', origins);
    maybe(0.2, 'X-Request-Id', ids);
    for (const name of Object.keys(headers)) headers[name] = Buffer.from(headers[name]).toString('latin1');
    return headers;
  }

  next() {
    const path = this.#one(this.description.paths);
    const parts = [];
    const verdicts = [];
    for (const parameter of this.description.parametersOf(path, 'query')) {
      if (!this.#chance(0.25)) continue;
      const {parts: more, verdict} = this.#parameter(parameter);
      parts.push(...more);
      verdicts.push(verdict);
    }
    if (this.#chance(0.04)) {
      parts.push(`${this.#one(['utm_source', 'yaer', 'Q', 'qq', '%D1%8F', 'x'.repeat(100)])}=1`);
      verdicts.push(path.startsWith('/v1') || path === '/feed.atom' ? 'wrong' : 'either');
    }
    if (this.#chance(0.02)) parts.push(this.#one(['', '&&', '=', '=x', '%=1', '?', 'q']));
    const filled = this.#fill(path);
    if (brokenTexts.some(text => filled.includes(text))) verdicts.push('either');
    const target = filled + (parts.length > 0 ? '?' + parts.join('&') : '');
    const verdict = verdicts.includes('wrong') ? 'wrong'
      : verdicts.includes('either') || /(^|[?&])([=?%]|&|q$)/.test(target.slice(filled.length)) ? 'either' : 'right';
    return {path, target, verdict, method: this.#chance(0.1) ? 'HEAD' : 'GET', headers: this.#headers()};
  }
}
