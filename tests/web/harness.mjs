// What the tests of this folder share: a daemon over an index of its own, and a browser that watches its pages.
//
//   const daemon = await startDaemon();                        // an index of corpus/sample
//   const browser = await launchBrowser();
//   const {page, complaints} = await openPage(browser, daemon);
//   await page.goto(daemon.url + '/search');
//   assert.deepEqual(complaints, []);                          // nothing from outside, no error, nothing refused
//   await browser.close(); await daemon.stop();
//
// TARSACH_BIN names the folder of the programs (build/release/bin), TARSACH_CHROMIUM the browser.
import {execFile, spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {chromium} from 'playwright-core';

const run = promisify(execFile);

export const checkout = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
export const sample = join(checkout, 'corpus/sample');
const programs = resolve(process.env.TARSACH_BIN ?? join(checkout, 'build/release/bin'));
const readyWithin = 30_000;  // milliseconds; a busy machine is slow

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'tarsach-web-'));

/// A new index of `sources`, as the folder that has it.
export async function buildIndex({sources = [sample], vocabulary = join(checkout, 'schema/vocabulary')} = {}) {
  const folder = await temporaryFolder();
  await run(join(programs, 'tarsach-indexer'),
            ['build', '--index', join(folder, 'index'), '--vocabulary', vocabulary, ...sources],
            {maxBuffer: 64 * 1024 * 1024});
  return folder;
}

/// Runs a program of ours to its end; the status is not judged.
export async function runProgram(name, words) {
  try {
    const {stdout, stderr} = await run(join(programs, name), words, {maxBuffer: 64 * 1024 * 1024});
    return {status: 0, output: stdout, error: stderr};
  } catch (failure) {
    if (typeof failure.code !== 'number') throw failure;
    return {status: failure.code, output: failure.stdout, error: failure.stderr};
  }
}

/// The address that the daemon tells on its first line.
function addressOf(daemon) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error('the daemon is not ready: ' + output)), readyWithin);
    daemon.once('exit', status => reject(new Error(`the daemon ended with ${status}: ${output}`)));
    daemon.stderr.on('data', text => { output += text; });
    daemon.stdout.on('data', text => {
      output += text;
      const told = output.match(/ at (http:\/\/)?(\S+:\d+)/);
      if (!told) return;
      clearTimeout(timer);
      resolve('http://' + told[2]);
    });
  });
}

/// A daemon on a port of its own over an index of `sources`, or over the `index` that is given. `options` are added to
/// its command line. stop() ends it and throws its index away.
export async function startDaemon({index, options = [], ...build} = {}) {
  const folder = index ? undefined : await buildIndex(build);
  const daemon = spawn(join(programs, 'tarsach-searchd'),
                       ['--index', index ?? join(folder, 'index'), '--port', '0', ...options]);
  const ended = new Promise(resolve => daemon.once('exit', resolve));
  const url = await addressOf(daemon);
  return {
    url,
    get: (path, headers = {}) => fetch(url + path, {headers, redirect: 'manual'}),
    async stop() {
      daemon.kill('SIGTERM');
      const status = await ended;
      if (folder) await rm(folder, {recursive: true, force: true});
      return status;
    },
  };
}

// Without these, the browser asks hosts of its maker.
const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
               '--disable-sync', '--disable-gpu'];

export const launchBrowser = () =>
    chromium.launch({executablePath: process.env.TARSACH_CHROMIUM ?? '/usr/bin/chromium', chromiumSandbox: false,
                     args: quiet});

/// A page in a context of its own (`context` are playwright's options: javaScriptEnabled, colorScheme, viewport …) that
/// begins at Bulgarian settings. `complaints` collects what a test wants to find empty: requests to other hosts,
/// failed requests, errors of scripts, what the content security policy has refused.
export async function openPage(browser, daemon, context = {}) {
  const opened = await browser.newContext({locale: 'bg-BG', viewport: {width: 1280, height: 900}, ...context});
  const page = await opened.newPage();
  const complaints = [];
  page.on('request', request => {
    if (!request.url().startsWith(daemon.url) && !/^(data|blob|about):/.test(request.url()))
      complaints.push('outside: ' + request.url());
  });
  page.on('response', response => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', error => complaints.push('script: ' + error.message));
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push('console: ' + message.text());
  });
  return {page, complaints, context: opened};
}
