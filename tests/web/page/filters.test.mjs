// Years chosen by dragging over their bars, and a search inside long lists of values.
import assert from 'node:assert/strict';
import {answered, asked, focused, isSame, leaveMark, people, total} from './people.mjs';

const person = people();

/// The middle of the bar of a year.
async function bar(page, year) {
  const box = await page.locator(`.years a[data-year="${year}"]`).boundingBox();
  return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}

async function press(page, year) {
  await page.locator('.years').scrollIntoViewIfNeeded();
  const {x, y} = await bar(page, year);
  await page.mouse.move(x, y);
  await page.mouse.down();
}

async function dragTo(page, year) {
  const {x, y} = await bar(page, year);
  await page.mouse.move(x, y, {steps: 4});
}

person('drags over bars and gets these years', async ({page, visit}) => {
  await visit('/search?q=клъстер');
  await leaveMark(page);
  await press(page, 2020);
  await dragTo(page, 2018);
  const told = await page.locator('.dragged').innerText();
  assert.match(told, /^2018–2020: \d+$/);
  await page.mouse.up();
  await answered(page, 'q=клъстер&year=2018..2020');
  assert.equal(await total(page), Number(told.split(' ')[1]));
  assert.equal(await page.locator('.dragged').count(), 0);
  assert.ok(await isSame(page));
  await press(page, 2019);
  await dragTo(page, 2021);
  await page.mouse.up();
  await answered(page, 'q=клъстер&year=2019..2021');
});

person('drags and thinks better of it', async ({page, visit}) => {
  await visit('/search?sort=date:desc');
  await press(page, 2018);
  await dragTo(page, 2020);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.dragged, .years .within').count(), 0);
  await page.mouse.up();
  await press(page, 2018);
  await dragTo(page, 2020);
  await dragTo(page, 2018);
  await page.mouse.up();
  await answered(page, 'sort=date:desc&year=2018');
});

person('clicks a bar, and again', async ({page, visit}) => {
  await visit('/search?sort=date:desc');
  await leaveMark(page);
  await press(page, 2018);
  await page.mouse.up();
  await answered(page, 'sort=date:desc&year=2018');
  await press(page, 2018);
  await page.mouse.up();
  await answered(page, 'sort=date:desc');
  assert.ok(await isSame(page));
});

person('chooses a bar with the keyboard', async ({page, visit}) => {
  await visit('/search?sort=date:desc');
  await page.locator('.years a[data-year="2018"]').focus();
  await page.keyboard.press('Enter');
  await answered(page, 'sort=date:desc&year=2018');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.year), '2018');
});

person('drags with a finger', async ({page, visit, context}) => {
  await visit('/search?sort=date:desc');
  await page.locator('.years').scrollIntoViewIfNeeded();
  const from = await bar(page, 2014), to = await bar(page, 2017);
  const screen = await context.newCDPSession(page);
  const touch = (type, ...touchPoints) => screen.send('Input.dispatchTouchEvent', {type, touchPoints});
  await touch('touchStart', from);
  for (const part of [.3, .6, 1]) await touch('touchMove', {x: from.x + part * (to.x - from.x), y: from.y});
  await page.locator('.dragged', {hasText: '2014–2017: '}).waitFor();
  await touch('touchEnd');
  await answered(page, 'sort=date:desc&year=2014..2017');
}, {hasTouch: true, isMobile: true, viewport: {width: 360, height: 740}});

const events = page => page.locator('.facet[data-field=event]');
const shown = page => events(page).locator('li:visible');

person('looks for an event inside the list and chooses two', async ({page, visit}) => {
  await visit('/search?sort=date:desc');
  await leaveMark(page);
  const before = await shown(page).count();
  const inside = events(page).getByRole('searchbox');
  await inside.fill('варна');
  await shown(page).filter({hasNotText: 'Варна'}).first().waitFor({state: 'detached'});
  const row = shown(page).filter({hasText: 'Варна 2018'});
  const count = Number(await row.locator('b').innerText());
  await row.getByRole('checkbox').check();
  await answered(page, 'event=varna-2018&sort=date:desc');
  assert.equal(await total(page), count);
  assert.equal(await focused(page), 'event=varna-2018');
  assert.equal(await inside.inputValue(), 'варна');
  await inside.fill('бургас');
  await shown(page).filter({hasText: 'Бургас 2025'}).waitFor();
  assert.match((await shown(page).allInnerTexts())[0], /Варна 2018/, 'what is chosen stays');
  await shown(page).filter({hasText: 'Бургас 2025'}).getByRole('checkbox').check();
  await answered(page, 'event=varna-2018&event=burgas-2025&sort=date:desc');
  await inside.fill('');
  await page.waitForFunction(least => document.querySelectorAll('.facet[data-field=event] > ul li').length >= least, before);
  assert.equal(await events(page).locator(':checked').count(), 2);
  assert.ok(await isSame(page));
});

person('looks for an event that is not there', async ({page, visit}) => {
  await visit('/search?event=varna-2018');
  await events(page).getByRole('searchbox').fill('няматакова');
  await page.locator('#status', {hasText: '0 стойности'}).waitFor();
  assert.equal(await shown(page).count(), 1);
  assert.equal(await events(page).locator(':checked').count(), 1);
  assert.equal(asked(page), 'event=varna-2018');
});

person('keeps a list open that was opened', async ({page, visit}) => {
  await visit('/search?sort=date:desc');
  await events(page).locator('summary').click();
  await page.locator('input[name=topic]').first().check();
  await page.waitForURL(/topic=/);
  if (await events(page).locator('details').count()) assert.equal(await events(page).locator('details').getAttribute('open'), '');
});
