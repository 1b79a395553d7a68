// Somebody's web site: docs/examples as it lies there, on an origin of its own, with the address of the daemon written
// in where a reader would write that of an engine. Beside it, the daemon, which knows of the site, over the sample and
// one hostile article.
//
//   const {site, daemon, stop} = await startSite();
//   const {page, complaints} = await visit(browser, {site, daemon}, '/search-box.html');
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {basename, extname, join} from 'node:path';
import {checkout, openPage, sample, startDaemon} from '../harness.mjs';

const examples = join(checkout, 'docs/examples');
const written = 'https://search.example.org';
const types = {'.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8'};
// What the reader brings to the site.
const brought = {'instantsearch.production.min.js': join(import.meta.dirname, '../node_modules/instantsearch.js/dist')};

const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

/// Found by the word "вражески"; alone in its event.
export const hostile = {
  id: 'hostile/"><script>window.hacked=1</script>', url: 'javascript:window.hacked=1',
  title: `Вражески ${attack} </a><b>заглавие</b>`, lang: 'bg', date: '2024-02-29',
  body: `Вражески текст: ${attack} &lt;b&gt; __ais-highlight__ </p></li> & "кавички".`, events: [`vrag ${attack}`],
};

function listen(answer) {
  const server = createServer(answer);
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}

export async function startSite() {
  let engine;
  const server = await listen(async (request, response) => {
    const file = basename(new URL(request.url, written).pathname);
    try {
      const content = await readFile(join(brought[file] ?? examples, file), 'utf8');
      response.setHeader('Content-Type', types[extname(file)]);
      response.end(file in brought ? content : content.replaceAll(written, engine));
    } catch {
      response.writeHead(404).end();
    }
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  const folder = await mkdtemp(join(tmpdir(), 'tarsach-site-'));
  await writeFile(join(folder, 'hostile.jsonl'), JSON.stringify(hostile) + '\n');
  const daemon = await startDaemon({sources: [sample, folder], options: ['--cors-origin', url]});
  engine = daemon.url;
  return {
    site: {url}, daemon,
    async stop() {
      server.close();
      await Promise.all([daemon.stop(), rm(folder, {recursive: true})]);
    },
  };
}

/// Opens a page of the site. Requests to the engine are no complaint here; all else is as in openPage().
export async function visit(browser, {site, daemon}, path, context) {
  const opened = await openPage(browser, site, context);
  await opened.page.goto(site.url + path);
  const isForeign = complaint => !complaint.startsWith('outside: ' + daemon.url);
  return {...opened, complaints: () => opened.complaints.filter(isForeign)};
}

/// What the API says to it.
export async function ask(daemon, parameters) {
  const response = await daemon.get('/v1/search?' + new URLSearchParams(parameters));
  return response.json();
}

export const text = html => html.replace(/<\/?mark>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>')
  .replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
