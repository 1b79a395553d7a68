// No page in any state shuts anybody out, is too wide, too large or no HTML.
import assert from 'node:assert/strict';
import {HtmlValidate} from 'html-validate';
import {barriers, isTooWide, people} from './people.mjs';

const person = people();

async function openSuggestions(page) {
  await page.getByRole('combobox').fill('варна');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
}

async function searchInside(page) {
  await page.locator('#in-event').fill('варна');
  await page.locator('.facet[data-field=event] li', {hasText: 'Варна 2022'}).first().waitFor();
}

const states = [
  {name: 'the first page', path: '/search'},
  {name: 'all articles', path: '/search?sort=date:desc'},
  {name: 'results', path: '/search?q=клъстерна+среща'},
  {name: 'English', path: '/search?q=cluster&ui=en'},
  {name: 'filters chosen', path: '/search?q=клъстер&topic=funding&topic=innovation&year=2015..2020&lang=bg&page=1'},
  {name: 'another reading', path: '/search?q=klasterna+sreshta'},
  {name: 'by event', path: '/search?q=клъстер&group=event'},
  {name: 'nothing found', path: '/search?q=няматакавадума'},
  {name: 'nothing under these filters', path: '/search?q=клъстер&topic=health&year=2013'},
  {name: 'an error', path: '/search?page=99999'},
  {name: 'an article', path: '/article?id=bg-varna-2018-pokana&q=клъстер'},
  {name: 'an English article', path: '/article?id=en-varna-2018-meeting&ui=en'},
  {name: 'an event', path: '/event?id=varna-2018'},
  {name: 'an event in English', path: '/event?id=varna-2018&ui=en'},
  {name: 'suggestions open', path: '/search', act: openSuggestions},
  {name: 'suggestions over an article', path: '/article?id=en-varna-2018-meeting', act: openSuggestions},
  {name: 'a search inside a list', path: '/search?event=varna-2018', act: searchInside},
];
const settings = [
  {name: 'light'},
  {name: 'dark', colorScheme: 'dark'},
  {name: 'forced colours', forcedColors: 'active'},
  {name: '320 px wide', viewport: {width: 320, height: 640}},
  {name: 'at 200 %', viewport: {width: 640, height: 450}, deviceScaleFactor: 2},  // of 1280 by 900
];

for (const {name: setting, ...options} of settings)
  person(`shuts nobody out and needs no scrolling sideways: ${setting}`, async ({page, visit}) => {
    const found = [];
    for (const {name, path, act} of states) {
      await visit(path);
      await act?.(page);
      for (const barrier of await barriers(page)) found.push(`${name}: ${barrier}`);
      if (await isTooWide(page)) found.push(`${name}: too wide`);
    }
    assert.deepEqual(found, []);
  }, options);

person('is valid HTML', async ({url}) => {
  const judge = new HtmlValidate({extends: ['html-validate:standard'], rules: {
    'attr-quotes': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off', 'no-raw-characters': 'off', 'void-style': 'off',
    'doctype-style': 'off', 'no-implicit-button-type': 'off',
  }});
  const found = [];
  for (const {name, path} of states.filter(state => !state.act)) {
    const report = await judge.validateString(await (await fetch(url + path)).text());
    for (const {messages} of report.results)
      for (const {ruleId, message, line} of messages) found.push(`${name}, line ${line}: ${ruleId}: ${message}`);
  }
  assert.deepEqual(found, []);
});

person('is small', async ({url}) => {
  const size = async path => (await (await fetch(url + path)).arrayBuffer()).byteLength;
  const script = await size('/page.js');
  assert.ok(script <= 15 * 1024, `the script has ${script} bytes`);
  const all = script + await size('/page.css') + await size('/search?q=клъстер');
  assert.ok(all <= 60_000, `a page of results has ${all} bytes`);
});
