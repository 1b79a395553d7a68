// The page as it is without scripts.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launchBrowser, openPage, startDaemon} from '../harness.mjs';

let daemon, browser;
before(async () => { [daemon, browser] = await Promise.all([startDaemon(), launchBrowser()]); });
after(async () => { await browser?.close(); await daemon?.stop(); });

test('a search is typed, sent by Enter and answered', async () => {
  const {page, complaints} = await openPage(browser, daemon, {javaScriptEnabled: false});
  await page.goto(daemon.url + '/search');
  await page.getByRole('searchbox').fill('клъстерна среща');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=/);
  assert.match(await page.locator('h1').innerText(), /^\d+\sрезултата/u);
  assert.ok(await page.locator('.hits mark').count() > 0);
  assert.deepEqual(complaints, []);
});
