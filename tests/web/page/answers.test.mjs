// Searching, filtering, going back, sharing: with the script, and what of it works without.
import assert from 'node:assert/strict';
import {answered, asked, focused, heading, isSame, leaveMark, people, titles, total} from './people.mjs';

const person = people();
const plain = {javaScriptEnabled: false};
const value = (page, field, value) => page.locator(`input[name="${field}"][value="${value}"]`);
const chips = page => page.locator('.chips li').allInnerTexts();

async function promised(page, field, name) {
  return Number(await page.locator(`label:has(input[name="${field}"][value="${name}"]) b`).innerText());
}

person('filters by two topics and a year, and shares the address with a browser without scripts', async ({page, visit, browser}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  await value(page, 'topic', 'funding').check();
  await answered(page, 'q=клъстер&topic=funding');
  assert.equal(await focused(page), 'topic=funding');
  await value(page, 'topic', 'cluster-excellence').check();
  await answered(page, 'q=клъстер&topic=cluster-excellence&topic=funding');
  const bar = page.locator('.years a').last();
  const year = await bar.getAttribute('data-year'), count = Number(await bar.getAttribute('data-count'));
  const {x, y, width, height} = await bar.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
  await answered(page, `q=клъстер&topic=cluster-excellence&topic=funding&year=${year}`);
  assert.equal(await total(page), count, 'the bar has promised this');
  assert.ok(await isSame(page));
  assert.equal((await chips(page)).length, 3);

  const elsewhere = await (await browser.newContext(plain)).newPage();
  await elsewhere.goto(page.url());
  assert.deepEqual(await titles(elsewhere), await titles(page));
  assert.equal(await heading(elsewhere), await heading(page));
  await elsewhere.context().close();
});

person('gets what the count of a topic has promised', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  for (const topic of ['innovation', 'funding']) {
    const before = await promised(page, 'topic', topic);
    await visit('/search?q=клъстер');
    await value(page, 'topic', topic).check();
    await answered(page, `q=клъстер&topic=${topic}`);
    assert.equal(await total(page), before);
  }
});

person('filters by a form where there are no scripts', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await value(page, 'topic', 'funding').check();
  await value(page, 'topic', 'cluster-excellence').check();
  await page.locator('#from').fill('2015');
  await page.getByRole('button', {name: 'Приложи'}).click();
  assert.equal(await value(page, 'topic', 'funding').isChecked(), true);
  assert.equal(await page.locator('#from').inputValue(), '2015');
  const both = await total(page);
  await page.locator('.chips a').first().click();
  assert.notEqual(await total(page), both);
}, plain);

person('needs no button where there are scripts', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await page.getByRole('combobox').waitFor();
  assert.equal(await page.getByRole('button', {name: 'Приложи'}).isVisible(), false);
});

person('goes back to what was seen, where it was seen, and forward again', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  const first = await titles(page);
  await page.locator('.pages a', {hasText: '2'}).click();
  await answered(page, 'page=2&q=клъстер');
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal(await focused(page), 'content');
  const second = await titles(page);
  assert.notDeepEqual(second, first);
  await page.evaluate(() => scrollTo(0, 200));
  const box = value(page, 'topic', 'innovation');
  await box.check();
  await answered(page, 'q=клъстер&topic=innovation');
  await page.goBack();
  await answered(page, 'page=2&q=клъстер');
  assert.deepEqual(await titles(page), second);
  assert.equal(await box.isChecked(), false);
  assert.equal(await focused(page), 'topic=innovation');
  await page.goBack();
  await answered(page, 'q=клъстер');
  assert.deepEqual(await titles(page), first);
  assert.equal(await focused(page), '2');
  assert.ok(await page.evaluate(() => scrollY) > 0, 'where the link to page 2 is');
  await page.goForward();
  await answered(page, 'page=2&q=клъстер');
  await page.goForward();
  await answered(page, 'q=клъстер&topic=innovation');
  assert.equal(await box.isChecked(), true);
  assert.ok(await isSame(page));
});

person('comes back from an article to the filters that were set', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await value(page, 'topic', 'innovation').check();
  await answered(page, 'q=клъстер&topic=innovation');
  const found = await titles(page);
  await page.locator('.hits a[href^="/article"]').first().click();
  await page.waitForURL(/article/);
  await page.goBack();
  await answered(page, 'q=клъстер&topic=innovation');
  assert.deepEqual(await titles(page), found);
  assert.equal(await value(page, 'topic', 'innovation').isChecked(), true);
});

person('goes from the first page to results and back to it', async ({page, visit}) => {
  await visit('/search');
  await leaveMark(page);
  await page.keyboard.press('/');
  await page.keyboard.type('варна');
  await page.keyboard.press('Enter');
  await answered(page, 'q=варна');
  assert.equal(await focused(page), 'q');
  await page.goBack();
  await answered(page, '');
  assert.equal(await page.locator('#q').inputValue(), '');
  assert.equal(await page.locator('.hits').count(), 0);
  assert.ok(await isSame(page));
});

person('changes the order and keeps the place', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  const best = await titles(page);
  await page.getByRole('link', {name: 'най-стари'}).click();
  await answered(page, 'q=клъстер&sort=date:asc');
  assert.notDeepEqual(await titles(page), best);
  assert.equal(await focused(page), 'най-стари');
  assert.ok(await isSame(page));
});

person('takes a filter away by its chip, and all of them', async ({page, visit}) => {
  await visit('/search?q=клъстер&topic=funding&topic=innovation');
  await leaveMark(page);
  await page.locator('.chips li a').first().click();
  await page.waitForFunction(() => document.querySelectorAll('.chips li').length === 1);
  await page.locator('.chips .clear').click();
  await answered(page, 'q=клъстер');
  assert.deepEqual(await chips(page), []);
  assert.equal(await focused(page), 'content');
  assert.ok(await isSame(page));
});

person('chooses quicker than answers come', async ({page, visit}) => {
  let hold = true;
  const held = [];
  await page.route(/\/search\?/, async route => {
    if (hold && route.request().resourceType() === 'fetch') await new Promise(resolve => held.push(resolve));
    await route.continue().catch(() => {});  // whoever asked has gone
  });
  await visit('/search?q=клъстер');
  await value(page, 'topic', 'funding').check();
  await value(page, 'topic', 'innovation').check();
  await value(page, 'topic', 'cluster-excellence').check();
  hold = false;
  for (const go of held) go();
  await answered(page, 'q=клъстер&topic=cluster-excellence&topic=funding&topic=innovation');
  assert.equal((await chips(page)).length, 3);
  await page.goBack();
  await answered(page, 'q=клъстер');
});

person('goes on typing while an answer comes', async ({page, visit}) => {
  let release;
  await page.route(/\/search\?/, async route => {
    if (route.request().resourceType() === 'fetch') await new Promise(resolve => { release = resolve; });
    await route.continue();
  });
  await visit('/search?q=клъстер');
  const box = page.getByRole('combobox');
  await box.fill('клъстерна среща');
  const asking = page.waitForRequest(/topic=funding/);
  await value(page, 'topic', 'funding').check();
  await asking;
  await box.focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' във Варна');
  release();
  await answered(page, 'q=клъстерна+среща&topic=funding');
  assert.equal(await box.inputValue(), 'клъстерна среща във Варна');
  assert.equal(await focused(page), 'q');
  const paging = page.waitForRequest(/sort=/);
  await page.getByRole('link', {name: 'най-стари'}).click();
  await paging;
  release();
  await answered(page, 'q=клъстерна+среща&sort=date:asc&topic=funding');
  assert.equal(await box.inputValue(), 'клъстерна среща във Варна', 'typed, but not sent');
});

person('types a period', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  await page.locator('#from').fill('2017');
  await page.keyboard.press('Tab');
  await answered(page, 'from=2017&q=клъстер');
  assert.equal(await focused(page), 'to');
  await page.keyboard.type('2019-06');
  await page.keyboard.press('Enter');
  await answered(page, 'from=2017&q=клъстер&to=2019-06');
  assert.equal(await page.locator('#from').inputValue(), '2017');
  await page.locator('#from').fill('скоро');
  await page.locator('#to').focus();
  assert.equal(asked(page), 'from=2017&q=клъстер&to=2019-06', 'what is no date is not sent');
  assert.ok(await isSame(page));
});

person('reads in English and goes on in English', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await value(page, 'topic', 'funding').check();
  await answered(page, 'q=клъстер&topic=funding');
  const found = await titles(page);
  await page.getByRole('link', {name: 'English'}).click();
  await page.waitForURL(/ui=en/);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.deepEqual(await titles(page), found);
  await leaveMark(page);
  await value(page, 'topic', 'funding').uncheck();
  await answered(page, 'q=клъстер&ui=en');
  assert.ok(await isSame(page));
  await page.getByRole('link', {name: 'Български'}).click();
  await answered(page, 'q=клъстер');
  assert.equal(await page.locator('html').getAttribute('lang'), 'bg');
});

for (const [how, options] of [['with scripts', {}], ['without scripts', plain]]) {
  person(`searches in шльокавица and undoes the rewriting, ${how}`, async ({page, visit}) => {
    await visit('/search');
    await page.locator('#q').fill('klasterna sreshta');
    await page.keyboard.press('Enter');
    await page.waitForURL(/klasterna/);
    await page.locator('.readings', {hasText: 'клъстерна среща'}).waitFor();
    assert.ok(await total(page) > 0);
    assert.equal(await page.locator('#q').inputValue(), 'klasterna sreshta');
    await page.locator('.readings a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/rewrite=off/);
    await page.getByRole('heading', {level: 1, name: /няма|нищо|0/i}).waitFor();
    assert.equal(await page.locator('.readings', {hasText: 'клъстерна среща'}).count(), 0);
  }, options);

  person(`finds nothing and is helped, ${how}`, async ({page, visit}) => {
    await visit('/search?q=клъстер&topic=health&year=2013');
    assert.equal(await page.locator('.hits > li').count(), 0);
    const help = page.locator('.advice a, .remedies a').first();
    await help.click();
    await page.locator('.hits > li').first().waitFor();
    assert.ok(await total(page) > 0);
  }, options);
}

person('goes on by plain links when answers can not be had', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  await page.route(/\/search\?/, route => route.request().resourceType() === 'fetch' ?
      route.fulfill({status: 404, body: ''}) : route.continue());
  await value(page, 'topic', 'innovation').check();
  await page.waitForURL(/topic=innovation/);
  assert.equal(await isSame(page), false);
  assert.equal(await value(page, 'topic', 'innovation').isChecked(), true);
});

person('opens a link in another tab', async ({page, visit, context}) => {
  await visit('/search?q=клъстер');
  const opened = context.waitForEvent('page');
  await page.locator('.pages a').first().click({modifiers: ['Control']});
  await opened;
  assert.equal(asked(page), 'q=клъстер');
});

person('reads an article and searches from there', async ({page, visit}) => {
  await visit('/search?q=варна');
  await page.locator('a[href^="/article"]').first().click();
  await page.waitForURL(/article/);
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('бургас');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  assert.ok(await total(page) > 0);
});
