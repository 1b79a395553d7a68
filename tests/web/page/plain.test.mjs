// The page as it is without scripts: everything is a link or a form.
import assert from 'node:assert/strict';
import {asked, heading, isTooWide, people, titles} from './people.mjs';

const person = people();
const plain = {javaScriptEnabled: false};
const language = page => page.locator('html').getAttribute('lang');

person('types a search, sends it by Enter and is answered', async ({page, visit}) => {
  await visit('/search');
  await page.getByRole('searchbox').fill('клъстерна среща');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  assert.match(await heading(page), /^\d+ резултата/u);
  assert.ok(await page.locator('.hits mark').count() > 0);
}, plain);

person('changes the language and keeps what was asked', async ({page, visit}) => {
  await visit('/search?q=клъстер&topic=funding&from=2015&sort=date:asc&group=event');
  const found = await titles(page), before = asked(page);
  await page.getByRole('link', {name: 'English'}).click();
  assert.equal(asked(page), before + '&ui=en');
  assert.equal(await language(page), 'en');
  assert.match(await heading(page), /^\d+ results? for/);
  assert.equal((await titles(page)).length, found.length);
  assert.equal(await page.locator('input[value=funding]').isChecked(), true);
  await page.getByRole('searchbox').press('Enter');
  assert.equal(await language(page), 'en', 'the form keeps it');
  await page.getByRole('link', {name: 'Български'}).click();
  assert.equal(asked(page), before);
  assert.deepEqual(await titles(page), found);
}, plain);

person('reads about an event in both languages and goes on to its neighbours', async ({page, visit}) => {
  await visit('/event?id=varna-2018');
  assert.match(await heading(page), /Варна 2018$/);
  assert.equal((await page.locator('.occasion').innerText()).replaceAll('\u00a0', ' '), '5–6 юли 2018 г., Варна');
  const names = page.locator('.names');
  assert.match(await names.innerText(), /^Известно и като: .*Варненска клъстерна среща; /);
  assert.equal(await names.locator('[lang=en]', {hasText: 'Regional Cluster Meeting Varna'}).count(), 1);
  assert.equal(await names.locator('[lang=bg]').count(), 0);
  const sides = page.locator('.sides > section');
  assert.deepEqual((await sides.locator('h2').allInnerTexts()).map(text => text.replaceAll('\u00a0', ' ')),
                   ['2 статии на български', '1 статия на английски']);
  assert.equal(await sides.nth(1).locator('li [lang=en]').count(), 2, 'title and passage');

  await page.getByRole('link', {name: 'English'}).click();
  assert.equal(asked(page), 'id=varna-2018&ui=en');
  assert.match(await heading(page), /Varna 2018$/);
  assert.equal(await page.locator('.occasion').innerText(), '5–6\u00a0July 2018, Varna');
  assert.equal(await names.locator('[lang=bg]', {hasText: 'Варненска клъстерна среща'}).count(), 1);

  const after = page.locator('.near section').last();
  assert.equal(await after.locator('h2').innerText(), 'After it');
  const next = await after.locator('a').first().innerText();
  await after.locator('a').first().click();
  assert.equal(await heading(page), next);
  assert.equal(await language(page), 'en');
  await page.locator('.near section').first().locator('a', {hasText: 'Varna 2018'}).click();
  assert.equal(asked(page), 'id=varna-2018&ui=en');
  await page.locator('.within a').click();
  assert.equal(asked(page), 'event=varna-2018&ui=en');
  assert.equal(await heading(page), '3 articles');
}, {...plain, viewport: {width: 320, height: 640}});

person('reads an article with its words marked, goes to a similar one and back to the results', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  const found = await titles(page);
  await page.locator('.hits h2 a').first().click();
  assert.equal(await heading(page), found[0]);
  assert.match((await page.locator('.text mark').allInnerTexts()).join(), /^(клъстер[^,]*,?)+$/i);
  assert.equal(await isTooWide(page), false);
  await page.locator('.back a').click();
  assert.equal(asked(page), 'q=клъстер');
  assert.deepEqual(await titles(page), found);

  await page.locator('.hits h2 a').first().click();
  const [same, other] = await page.locator('aside.sides > section').all();
  assert.equal(await same.locator('h2').innerText(), 'Близки по съдържание');
  assert.equal(await other.locator('h2').innerText(), 'По темата на английски');
  assert.ok(await other.locator('a[lang=en]').count() > 0);
  const title = await same.locator('a').first().innerText();
  await same.locator('a').first().click();
  assert.equal(await heading(page), title);
  assert.equal(await page.locator('mark').count(), 0, 'nothing was asked for here');
  await page.locator('.back a', {hasText: 'Към търсенето'}).click();
  assert.equal(asked(page), '');
}, {...plain, colorScheme: 'dark'});
