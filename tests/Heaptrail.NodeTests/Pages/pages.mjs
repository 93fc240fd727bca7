// Drives the pages in one browser and prints a line of JSON for each check: its name, and what is wrong (nothing, if all is well).
// node pages.mjs PACKAGES SERVED REPORT HOSTILE UPLOAD SCREENSHOTS
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [packages, served, report, hostile, upload, screenshots] = process.argv.slice(2);
const require = createRequire(`${packages}/package.json`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const names = ['overview', 'growth', 'story', 'dominators', 'classes', 'timeline', 'allocations', 'strings', 'inspector', 'query'];
mkdirSync(screenshots, { recursive: true });

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });

async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const noise = [];
  page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { noise.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  // A capture without a recording is refused by design, and the browser reports that.
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !message.text().includes('422') && noise.push(`console: ${message.text()}`));
  page.on('request', (request) => !/^(file:|data:|blob:|http:\/\/127\.0\.0\.1)/.test(request.url()) && noise.push(`request: ${request.url()}`));
  await page.goto(address);
  await page.waitForSelector('h1');
  return { page, noise, context };
}

async function settle(page) {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.waiting') && [...document.querySelectorAll('.table-body')].every((body) => body.querySelector('.row')), null, { timeout: 20000 });
}

async function show(page, hash) {
  await page.evaluate((to) => { location.hash = `#/${to}`; }, hash);
  await page.waitForTimeout(60);
  await settle(page);
}

const check = async (name, work) => {
  const problems = [];
  try {
    await work(problems);
  } catch (error) {
    problems.push(String(error.stack ?? error));
  }
  console.log(JSON.stringify({ name, problems }));
};

const expect = (problems, isTrue, what) => isTrue || problems.push(what);

async function judge(page, problems, what) {
  // Injected by the debugger: the policy of the page forbids scripts of others, which is the point of it.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  for (const one of violations) problems.push(`${what}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

async function tour(mode, address, scheme) {
  const { page, noise, context } = await open(address, { colorScheme: scheme });
  await check(`axe ${mode}`, async (problems) => {
    for (const name of names) {
      await show(page, name);
      await page.screenshot({ path: `${screenshots}/${mode}-${scheme}-${name}.png`, fullPage: true });
      await judge(page, problems, name);
    }
  });
  await check(`quiet ${mode}`, async (problems) => problems.push(...noise));
  await context.close();
}

await tour('served', served, 'light');
await tour('report', pathToFileURL(report).href, 'dark');

await check('newcomer', async (problems) => {
  for (const address of [served, pathToFileURL(report).href]) {
    const { page, context } = await open(address);
    await settle(page);
    let clicks = 0;
    const click = async (selector) => { clicks++; await page.click(selector); await settle(page); };
    await click('.card a.button');
    const line = (await page.textContent('.excerpt .marked')) ?? '';
    expect(problems, line.includes('requestLogs'), `the marked line is ${line}`);
    expect(problems, (await page.textContent('.excerpt figcaption'))?.includes('leaky.js:7'), 'the place of the line is missing');
    expect(problems, (await page.textContent('.step.holder'))?.includes('requestLogs'), 'the step to cut is missing');
    expect(problems, clicks <= 3, `${clicks} clicks`);
    await page.click('.step.holder .cut');
    await page.waitForSelector('.cut-result strong');
    expect(problems, /[\d.]+ KiB/.test((await page.textContent('.cut-result')) ?? ''), 'what comes back is not told');
    await context.close();
  }
});

await check('keyboard', async (problems) => {
  const { page, context } = await open(served);
  await settle(page);
  const at = () => page.evaluate(() => location.hash);
  await page.keyboard.press('Tab');
  expect(problems, (await page.evaluate(() => document.activeElement?.className)) === 'skip', 'the first stop is not the skip link');
  await page.keyboard.press('5');
  await page.waitForTimeout(80);
  await settle(page);
  expect(problems, (await at()).startsWith('#/classes'), `5 leads to ${await at()}`);
  await page.keyboard.press('/');
  await page.keyboard.type('{url, date}');
  await page.waitForFunction(() => document.querySelectorAll('.table-body .row').length === 1);
  expect(problems, (await at()).includes('filter='), 'the filter is not in the address');
  for (let i = 0; i < 8 && (await page.evaluate(() => document.activeElement?.getAttribute('role'))) !== 'grid'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/objects'));
  await settle(page);
  expect(problems, (await page.evaluate(() => document.activeElement?.id)) === 'page-title', 'the new page has not got the focus');
  for (let i = 0; i < 12 && (await page.evaluate(() => document.activeElement?.getAttribute('role'))) !== 'grid'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  expect(problems, Number((await page.getAttribute('[role=grid]', 'aria-activedescendant'))?.split('-').at(-1)) > 100, 'End does not go to the last row');
  await page.waitForFunction(() => document.querySelector('.row.active')?.textContent?.includes('@'));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.startsWith('#/inspector'));
  await settle(page);
  await page.focus('[role=treegrid] [role=row][tabindex="0"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(200);
  expect(problems, (await page.getAttribute('[role=treegrid] [role=row][tabindex="0"]', 'aria-level')) === '2', 'the arrow does not move down the tree');
  await page.keyboard.press('b');
  await page.waitForFunction(() => location.hash.startsWith('#/objects'));
  await page.keyboard.press('?');
  expect(problems, await page.isVisible('dialog#keys'), '? shows no keys');
  await page.keyboard.press('Escape');
  expect(problems, !(await page.isVisible('dialog#keys')), 'Escape does not close the keys');
  await context.close();
});

await check('zoom', async (problems) => {
  const { page, context } = await open(served, { viewport: { width: 640, height: 430 } });
  for (const name of names) {
    await show(page, name);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(problems, width <= 640, `${name} is ${width} wide`);
  }
  await page.screenshot({ path: `${screenshots}/zoomed.png`, fullPage: true });
  await context.close();
});

await check('hostile', async (problems) => {
  const { page, noise, context } = await open(hostile);
  for (const name of ['overview', 'classes?filter=img', 'strings?filter=script', 'dominators', 'inspector', 'query?q=nodes%20where%20name%20~%20%22img%22', `objects?class=${encodeURIComponent('x<img src=x onerror="globalThis.pwned=1">')}`]) {
    await show(page, name);
    const found = await page.evaluate(() => ({ isPwned: 'pwned' in globalThis, elements: document.querySelectorAll('img, iframe, script:not([src]), b.evil').length, text: document.body.innerText, width: document.documentElement.scrollWidth }));
    expect(problems, !found.isPwned && found.elements === 0, `${name}: something of the heap was run or became an element`);
    expect(problems, !/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]/.test(found.text), `${name}: control characters are shown as they are`);
    expect(problems, found.width <= 1280, `${name} is ${found.width} wide`);
  }
  await show(page, 'classes?filter=img');
  expect(problems, (await page.textContent('.table-body', { timeout: 3000 }))?.includes('x<img src=x'), 'the class with the hostile name is not shown');
  problems.push(...noise);
  await page.screenshot({ path: `${screenshots}/hostile.png` });
  await context.close();
});

await check('upload', async (problems) => {
  const { page, context } = await open(served);
  await settle(page);
  await page.setInputFiles('#add-file', upload);
  await page.waitForFunction(() => location.hash.includes('capture=3'), null, { timeout: 15000 });
  await settle(page);
  expect(problems, (await page.textContent('.capture select'))?.includes('added.heapsnapshot'), 'the added capture is not in the list');
  await context.close();
});

await browser.close();
