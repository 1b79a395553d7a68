// Suggestions below the search box, as people use them who can not see them or have no mouse as well.
import assert from 'node:assert/strict';
import {answered, asked, focused, heading, isSame, leaveMark, people} from './people.mjs';

const person = people();
const options = page => page.getByRole('option');

/// Types as a person does, into what has the focus, and waits for suggestions to the whole of it: on a slow machine there
/// are some to its beginning, which would be replaced while they are looked at.
async function type(page, text) {
  const suggestions = '**/v1/suggest?*';
  const passOverBeginnings = route => new URL(route.request().url()).searchParams.get('q').endsWith(text)
      ? route.fallback() : route.fulfill({json: {query: '', suggestions: []}});
  await page.route(suggestions, passOverBeginnings);
  await page.keyboard.type(text, {delay: 10});
  await options(page).first().waitFor();
  await page.unroute(suggestions, passOverBeginnings);
}

person('types with the keyboard only, chooses an event and gets its articles', async ({page, visit}) => {
  await visit('/search');
  await leaveMark(page);
  const box = page.getByRole('combobox');
  await page.keyboard.press('/');
  await type(page, 'регионална клъст');
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  const names = await options(page).allInnerTexts();
  const place = names.findIndex(name => /Варна 2018/.test(name));
  assert.match(names[place], /\sсъбитие$/);
  for (let step = 0; step <= place; ++step) await page.keyboard.press('ArrowDown');
  const chosen = page.locator('[role=option][aria-selected=true]');
  assert.equal(await chosen.innerText(), names[place]);
  assert.equal(await box.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  assert.equal(await box.inputValue(), 'регионална клъст', 'moving about does not change what was typed');
  await page.keyboard.press('Enter');
  await answered(page, 'event=varna-2018');
  assert.equal(await heading(page), '3 статии');
  assert.equal(await box.inputValue(), '');
  assert.equal(await focused(page), 'q');
  assert.ok(await isSame(page));
  await page.locator('#status', {hasText: '3 статии'}).waitFor();
});

person('chooses a topic, a title and a word, which keep the filters', async ({page, visit}) => {
  await visit('/search?year=2018');
  await page.getByRole('combobox').click();
  await type(page, 'фина');
  await options(page).filter({hasText: 'тема'}).first().click();
  await answered(page, 'topic=funding&year=2018');
  await page.keyboard.type('предстои рег');
  await options(page).filter({hasText: 'заглавие'}).first().click();
  await answered(page, 'q=Предстои регионална клъстерна среща във Варна&topic=funding&year=2018'.replaceAll(' ', '+'));
});

person('reads the marks of what was typed, and no markup of others', async ({page, visit}) => {
  await page.route('**/v1/suggest?*', route => route.fulfill({json: {query: 'a', suggestions: [
    {text: '<img src=x>', kind: 'title', formatted: '<mark>&lt;img</mark> src=x onerror=&quot;alert(1)&quot;&gt; &amp;amp; <b>'}]}}));
  await visit('/search');
  await page.keyboard.press('Control+k');
  await type(page, 'a');
  const option = options(page).first();
  assert.equal(await option.locator('span').innerText(), '<img src=x onerror="alert(1)"> &amp; <b>');
  assert.equal(await option.locator('mark').innerText(), '<img');
  assert.equal(await page.locator('#suggestions img, #suggestions b').count(), 0);
});

person('goes round the list, out of it and back', async ({page, visit}) => {
  await visit('/search');
  const box = page.getByRole('combobox');
  const active = () => box.getAttribute('aria-activedescendant');
  await box.focus();
  await page.keyboard.press('ArrowDown');  // an empty box: what has the most articles
  await options(page).first().waitFor();
  const last = await options(page).count() - 1;
  assert.equal(await active(), 'suggestion-0');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), null);
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), `suggestion-${last}`);
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), null);
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');

  await type(page, 'варна');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  assert.equal(await active(), null);
  assert.equal(await box.evaluate(input => input.selectionStart), 0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  assert.equal(await active(), null);
  assert.equal(await box.evaluate(input => input.selectionStart), 5);
  await page.keyboard.press('Escape');
  assert.equal(await options(page).count(), 0);
  assert.equal(await box.inputValue(), 'варна');
  await page.keyboard.press('Escape');
  assert.equal(await box.inputValue(), '');

  await type(page, 'варна');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.equal(await options(page).count(), 0);
  assert.notEqual(await focused(page), 'q');
  assert.equal(await box.inputValue(), 'варна', 'Tab leaves without choosing');
  assert.equal(asked(page), '');
});

person('sends what was typed by Enter while suggestions are open', async ({page, visit}) => {
  await visit('/search');
  await leaveMark(page);
  await page.keyboard.press('/');
  await type(page, 'клъстерна ср');
  await page.keyboard.press('Enter');
  await answered(page, 'q=клъстерна+ср');
  assert.equal(await options(page).count(), 0);
  assert.ok(await isSame(page));
});

person('never sees suggestions for what stood there before', async ({page, visit}) => {
  let answerAtLast, isAsked;
  const asking = new Promise(resolve => { isAsked = resolve; });
  await page.route('**/v1/suggest?*', async route => {
    const typed = new URL(route.request().url()).searchParams.get('q');
    if (typed === 'вар') await new Promise(resolve => { answerAtLast = resolve; isAsked(); });
    await route.fulfill({json: {query: typed, suggestions: [{text: typed, kind: 'word', formatted: `за ${typed}`}]}})
        .catch(() => {});  // whoever asked has gone
  });
  await visit('/search');
  await page.keyboard.press('/');
  await page.keyboard.type('вар');
  await asking;
  await type(page, 'на');
  assert.match(await options(page).first().innerText(), /^за варна/);
  answerAtLast();
  await page.waitForTimeout(200);
  assert.match(await options(page).first().innerText(), /^за варна/);
  await page.keyboard.press('Enter');
  await answered(page, 'q=варна');
});

person('has no suggestions left when they can not be had, and can search all the same', async ({page, visit}) => {
  await visit('/search');
  await page.keyboard.press('/');
  await type(page, 'варна');
  await page.route('**/v1/suggest?*', route => route.fulfill({status: 404, body: ''}));
  await page.keyboard.type(' 2018');
  await page.locator('#suggestions').waitFor({state: 'hidden'});
  await page.keyboard.press('Enter');
  await answered(page, 'q=варна+2018');
});

person('makes letters with an input method, whose Enter chooses and sends nothing', async ({page, visit, context}) => {
  await visit('/search');
  const box = page.getByRole('combobox');
  await box.focus();
  const keyboard = await context.newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', {text: 'варна', selectionStart: 5, selectionEnd: 5});
  await options(page).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const compositionKey = {isComposing: true, bubbles: true, cancelable: true};
  for (const key of ['ArrowDown', 'Enter', 'Escape'])
    assert.ok(await box.evaluate((input, init) => input.dispatchEvent(new KeyboardEvent('keydown', init)),
                                 {key, ...compositionKey}), `${key} is left to the input method`);
  assert.equal(await box.inputValue(), 'варна');
  assert.equal(asked(page), '');
});

person('chooses by touch', async ({page, visit}) => {
  await visit('/search');
  await page.getByRole('combobox').tap();
  await type(page, 'варна');
  await options(page).filter({hasText: 'събитие'}).first().tap();
  await page.waitForURL(/event=/);
}, {hasTouch: true, isMobile: true, viewport: {width: 360, height: 740}});

person('is told how many suggestions there are, in English too', async ({page, visit}) => {
  await visit('/search?ui=en');
  await page.keyboard.press('/');
  await type(page, 'varna');
  await page.locator('#status', {hasText: /^\d+ suggestions$/}).waitFor();
  assert.match((await options(page).allInnerTexts()).join(), /\s(event|title|word)/);
  assert.equal(await page.getByRole('listbox', {name: 'Suggestions'}).count(), 1);
});

person('types a slash where it belongs', async ({page, visit}) => {
  await visit('/search?q=варна');
  await page.locator('#from').focus();
  await page.keyboard.type('/');
  assert.equal(await page.locator('#from').inputValue(), '/');
  await page.locator('#from').fill('');
  await page.keyboard.press('Control+k');
  assert.equal(await focused(page), 'q');
  await page.keyboard.type('a/b');
  assert.equal(await page.getByRole('combobox').inputValue(), 'a/b');
});
