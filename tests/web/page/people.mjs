// Tests of what a person does with the page: each in a browser of its own state, over one index of the sample. None may
// ask another host, break the content security policy or leave an error in the console.
//
//   const person = people();
//   person('finds by Enter', async ({page, visit}) => {
//     await visit('/search');
//     …
//   }, {colorScheme: 'dark'});                    // playwright's options of a browser context
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {launchBrowser, openPage, startDaemon} from '../harness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function people() {
  let daemon, browser;
  before(async () => { [daemon, browser] = await Promise.all([startDaemon(), launchBrowser()]); });
  after(async () => {
    await browser?.close();
    await daemon?.stop();
  });
  return (does, steps, options) => test(does, async () => {
    const {page, complaints, context} = await openPage(browser, daemon, options);
    page.setDefaultTimeout(15_000);
    try {
      await steps({page, context, browser, daemon, url: daemon.url, visit: path => page.goto(daemon.url + path)});
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
    }
  });
}

/// What a test is about, told from the address: "topic=funding&year=2018", parameters in order.
export const asked = page => {
  const {searchParams} = new URL(page.url());
  searchParams.sort();
  return decodeURIComponent(searchParams.toString());
};

/// Waits for an answer that comes into the page that is there.
export const answered = (page, parameters) =>
    page.waitForFunction(wanted => {
      const {searchParams} = new URL(location.href);
      searchParams.sort();
      return decodeURIComponent(searchParams.toString()) === wanted && !document.querySelector('[aria-busy=true]');
    }, parameters);

export const titles = page => page.locator('.hits h2').allInnerTexts();
export const heading = async page => (await page.locator('h1').innerText()).replaceAll('\u00a0', ' ');
export const total = async page => Number((await heading(page)).match(/\d+/)[0]);
export const focused = page => page.evaluate(() => {
  const {id, name, value, textContent} = document.activeElement;
  return id || (name ? `${name}=${value}` : textContent.trim());
});

/// A mark in the page that a new document does not have.
export const leaveMark = page => page.evaluate(() => { window.isTheSame = true; });
export const isSame = page => page.evaluate(() => window.isTheSame === true);

/// Whom the page shuts out, as axe-core tells: rule, and what breaks it.
export async function barriers(page) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run({resultTypes: ['violations']}));
  return violations.map(({id, nodes}) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`);
}

/// Whether one would have to scroll sideways.
export const isTooWide = page =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
