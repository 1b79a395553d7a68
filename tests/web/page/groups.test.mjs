// Results by event, their pages and order, the way back from what was read, and periods on the way to their other end.
import assert from 'node:assert/strict';
import {answered, asked, focused, heading, isSame, leaveMark, people, titles, total} from './people.mjs';

const person = people();

person('groups by event, turns the page, sorts and goes all the way back', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  const ungrouped = await titles(page), articles = await total(page);
  await page.getByRole('link', {name: 'по събития'}).click();
  await answered(page, 'group=event&q=клъстер');
  assert.equal(await focused(page), 'по събития');
  assert.equal(await total(page), articles, 'articles are counted, not groups');
  const groups = await titles(page);
  assert.notDeepEqual(groups, ungrouped);

  await page.locator('.pages a', {hasText: '2'}).click();
  await answered(page, 'group=event&page=2&q=клъстер');
  assert.equal(await focused(page), 'content');
  const rest = await titles(page);
  assert.deepEqual(rest.filter(title => groups.includes(title)), [], 'no group is on two pages');

  await page.getByRole('link', {name: 'най-стари'}).click();
  await answered(page, 'group=event&q=клъстер&sort=date:asc');
  const oldest = await titles(page);
  assert.notDeepEqual(oldest, groups);

  await page.goBack();
  await answered(page, 'group=event&page=2&q=клъстер');
  assert.deepEqual(await titles(page), rest);
  await page.goBack();
  await answered(page, 'group=event&q=клъстер');
  assert.deepEqual(await titles(page), groups);
  assert.equal(await focused(page), '2');
  await page.goBack();
  await answered(page, 'q=клъстер');
  assert.deepEqual(await titles(page), ungrouped);
  assert.ok(await isSame(page));
});

person('has the same groups again at their address, in another browser', async ({page, visit, browser}) => {
  await visit('/search?q=клъстер&group=event&sort=date:desc');
  await page.locator('input[name=topic][value=funding]').check();
  await answered(page, 'group=event&q=клъстер&sort=date:desc&topic=funding');
  const found = await titles(page);
  const elsewhere = await (await browser.newContext({javaScriptEnabled: false})).newPage();
  await elsewhere.goto(page.url());
  assert.deepEqual(await titles(elsewhere), found);
  await elsewhere.context().close();
});

person('goes by the link of an article back to the results as they were', async ({page, visit}) => {
  await visit('/search?q=клъстер&sort=date:asc');
  await page.locator('input[name=topic][value=funding]').check();
  await answered(page, 'q=клъстер&sort=date:asc&topic=funding');
  const found = await titles(page);
  await page.locator('.hits h2 a').first().click();
  await page.waitForURL(/article/);
  await page.getByRole('link', {name: 'Към резултатите'}).click();
  await page.waitForURL(/search/);
  assert.equal(asked(page), 'q=клъстер&sort=date:asc&topic=funding');
  assert.deepEqual(await titles(page), found);
  await page.locator('.hits h2 a').first().click();
  await page.waitForURL(/article/);
  await page.locator('aside.sides a').first().click();
  await page.waitForURL(url => !url.searchParams.has('q'));
  await page.getByRole('link', {name: 'Към търсенето'}).click();
  await page.waitForURL(/search$/);
});

person('moves a period one end after the other', async ({page, visit}) => {
  await visit('/search?q=клъстер&from=2013&to=2015');
  await leaveMark(page);
  await page.locator('#from').fill('2018');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'to');
  assert.equal(asked(page), 'from=2013&q=клъстер&to=2015', 'not yet: it would end before it begins');
  await page.keyboard.type('2018');
  await page.keyboard.press('Enter');
  await answered(page, 'from=2018&q=клъстер&to=2018');
  await page.locator('#from').fill('2018-07');
  await page.keyboard.press('Tab');
  await answered(page, 'from=2018-07&q=клъстер&to=2018');
  await page.locator('#from').fill('2018-13');
  await page.keyboard.press('Enter');
  assert.equal(asked(page), 'from=2018-07&q=клъстер&to=2018', 'there is no such month');
  await page.locator('input[name=lang][value=bg]').check();
  assert.equal(await focused(page), 'from', 'what keeps the filter from being used is pointed at');
  assert.ok(await isSame(page));
});

person('is told what would be given up to find something', async ({page, visit}) => {
  const remedies = async query => {
    await visit('/search?' + query);
    return (await page.locator('.advice a').allInnerTexts()).join('; ');
  };
  assert.match(await remedies('q=клъстер+-варна+-клъстер'), /^Без изключването на клъстер; /);
  assert.match(await remedies('q=клъстер+-клъстер&ui=en'), /^Without excluding клъстер; /);
  assert.match(await remedies('q=клъстер+topic:funding+year:2030'), /^Без филтъра year:2030; /);
  assert.match(await remedies('q=клъстер&year=2018&from=2016&to=2017'), /; Без посочения период; /);
});
