// The description that the daemon gives of itself, to hold its answers against.
//
//   const description = await loadDescription(daemon);
//   const complaints = description.complaints('/v1/search', await ask(daemon, '/v1/search?q=a'));    // [] if all is well
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import http from 'node:http';

const agent = new http.Agent({keepAlive: true, maxSockets: 4});

/// One request as it stands: nothing is normalised, bytes above 127 are sent as they are (latin1). Resolves to
/// {status, headers (lower case), body}.
export function ask(daemon, target, {method = 'GET', headers = {}} = {}) {
  const {hostname, port} = new URL(daemon.url);
  return new Promise((resolve, reject) => {
    const request = http.request({hostname, port, path: target, method, headers, agent}, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => resolve({status: response.statusCode, headers: response.headers,
                                        body: Buffer.concat(parts).toString('utf8')}));
      response.on('error', reject);
    });
    // A connection that the daemon has closed between two requests is not its fault.
    request.on('error', error => error.code === 'ECONNRESET' && request.reusedSocket
      ? ask(daemon, target, {method, headers}).then(resolve, reject) : reject(error));
    request.end();
  });
}

/// Clients may meet members that they do not know; tests may not.
function withoutMore(node) {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(withoutMore);
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withoutMore(value)]));
  return copy.type === 'object' && copy.properties ? {...copy, additionalProperties: false} : copy;
}

const pointer = parts => '#/' + parts.map(part => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

export async function loadDescription(daemon) {
  const {body} = await ask(daemon, '/openapi.json');
  return new Description(JSON.parse(body));
}

class Description {
  #ajv = new Ajv({strict: false, allErrors: true});

  constructor(document) {
    this.document = document;
    addFormats(this.#ajv);
    this.#ajv.addSchema({...withoutMore(document), $id: 'api'});
  }

  get paths() { return Object.keys(this.document.paths); }

  resolve(node) {
    if (!node?.$ref) return node;
    return node.$ref.slice(2).split('/').reduce((at, part) => at[part], this.document);
  }

  parametersOf(path, where) {
    return this.document.paths[path].get.parameters.map(each => this.resolve(each)).filter(each => each.in === where);
  }

  #complaintsOf(reference, value, what) {
    const validate = this.#ajv.getSchema('api' + reference) ?? this.#ajv.compile({$ref: 'api' + reference});
    return validate(value) ? [] : validate.errors.map(error => `${what}${error.instancePath} ${error.message}`);
  }

  #complaintsOfHeaders(path, answer, described) {
    const complaints = [];
    for (const [name, reference] of Object.entries(described.headers ?? {})) {
      const header = this.resolve(reference);
      const value = answer.headers[name.toLowerCase()];
      if (value === undefined) {
        if (header.required) complaints.push(`${name} is missing`);
        continue;
      }
      const typed = header.schema.type === 'integer' ? Number(value) : value;
      complaints.push(...this.#complaintsOf(reference.$ref + '/schema', typed, name));
    }
    return complaints;
  }

  /// What of the answer to a request for this path is not in the description.
  complaints(path, answer, method = 'GET') {
    const described = this.document.paths[path].get.responses[answer.status];
    if (!described) return [`status ${answer.status}`];
    const complaints = this.#complaintsOfHeaders(path, answer, described);
    const type = answer.headers['content-type']?.split(';')[0];
    if (!described.content || answer.status === 304) {
      if (type || answer.body) complaints.push(`${answer.status} has content of the type ${type}`);
      return complaints;
    }
    if (!(type in described.content)) return [...complaints, `content of the type ${type}`];
    if (method === 'HEAD') return answer.body ? [...complaints, 'HEAD has a body'] : complaints;
    if (!answer.body) complaints.push('the body is empty');
    if (!described.content[type].schema) return complaints;
    const at = ['paths', path, 'get', 'responses', String(answer.status), 'content', type, 'schema'];
    return [...complaints, ...this.#complaintsOf(pointer(at), JSON.parse(answer.body), 'body')];
  }

  /// The same for an answer that belongs to no path: a problem.
  complaintsOfProblem(answer) {
    return this.#complaintsOf('#/components/schemas/Problem', JSON.parse(answer.body), 'body');
  }
}
