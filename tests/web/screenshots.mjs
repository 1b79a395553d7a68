// The pictures of the docs, taken of the sample: node tests/web/screenshots.mjs [FOLDER]
//
// They change when the page does; look at them before they are committed. TARSACH_BIN and TARSACH_CHROMIUM as in
// harness.mjs. Text is rendered with the fonts of this machine.
import {mkdir, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {checkout, launchBrowser, openPage, startDaemon} from './harness.mjs';

const folder = resolve(process.argv[2] ?? join(checkout, 'docs/pictures'));
const largest = 250_000;  // bytes of a picture
const wide = {viewport: {width: 1200, height: 860}};
const phone = {viewport: {width: 390, height: 780}, deviceScaleFactor: 2, hasTouch: true, isMobile: true};

const found = '/search?q=клъстер&topic=cluster-excellence&topic=internationalisation';

const pictures = [
  {name: 'search', path: found, context: wide},
  {name: 'search-dark', path: found, context: {...wide, colorScheme: 'dark'}},
  {name: 'event', path: '/event?id=varna-2018', context: wide},
  {name: 'phone', path: '/search?q=inovacii+v+turizma', context: phone},
];

const daemon = await startDaemon();
const browser = await launchBrowser();
try {
  await mkdir(folder, {recursive: true});
  for (const {name, path, context} of pictures) {
    const {page, complaints} = await openPage(browser, daemon, context);
    await page.goto(daemon.url + path, {waitUntil: 'networkidle'});
    const file = join(folder, name + '.png');
    await page.screenshot({path: file, animations: 'disabled'});
    const {size} = await stat(file);
    console.log(`${file}  ${size} bytes`);
    if (size > largest) throw new Error(`${file} is larger than ${largest} bytes`);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    await page.context().close();
  }
} finally {
  await browser.close();
  await daemon.stop();
}
