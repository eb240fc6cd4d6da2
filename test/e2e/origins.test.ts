/**
 * Host permissions: requested, granted, refused and removed in both browsers, and the lookup with and without
 * one.
 * The keyboard of a desktop answers Chromium's question, and such desktops exist on Linux only.
 */
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentBrowser } from '../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../scripts/browsers/agent-page.ts';
import { type Desktop, startDesktop } from '../../scripts/browsers/desktop.ts';
import { openTlsFront, type TlsFront } from './support/tls-front.ts';
import { BROWSERS_HERE, launchBrowser, startSimulator } from './support/world.ts';
import type { Simulator } from '../../scripts/simulator/simulator.ts';
import { goToSection } from '../../scripts/browsers/settings-section.ts';

const HOST = 'crm.ringside.example';
const OTHER = 'other.ringside.example';
const LOGIN = 'login.ringside.example';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The modules under test, bundled as for an extension page. */
const [parts] = buildSync({
  stdin: {
    contents: `export * from './src/platform/host-permissions.ts'; export * from './src/background/http/lookup-request.ts'; export * from './src/voicenter/lookup.ts';`,
    resolveDir: root,
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'parts',
  target: 'es2022',
}).outputFiles;

const facts = {
  phone: '0501234567',
  callerName: '',
  callId: 'call-1',
  lineId: 'SIPSIP1',
  did: '',
  direction: 'incoming',
  startedAt: 1_703_754_819_000,
  answeredAt: null,
  cause: '',
};

describe.skipIf(process.platform !== 'linux').each(BROWSERS_HERE)('%s', (name) => {
  let desktop: Desktop;
  let pbx: Simulator;
  let front: TlsFront;
  let browser: AgentBrowser;
  let page: AgentPage;

  const inPage = (expression: string): Promise<unknown> => page.puppeteer.evaluate(expression);
  const address = (host: string): string => `https://${host}:${String(front.port)}/lookup?tenant=7`;
  const requestLookup = (host: string, method: 'get' | 'form' | 'json'): Promise<unknown> =>
    inPage(
      `parts.requestLookup(parts.lookupRequest(${JSON.stringify(address(host))}, '${method}', ${JSON.stringify(facts)}, 'Ringing'))`,
    );
  const has = (host: string): Promise<unknown> =>
    inPage(`parts.hasHostPermission(${JSON.stringify(address(host))})`);
  const answer = (): Promise<unknown> => inPage('answer');
  const changes = (): Promise<unknown> => inPage('changes');

  /** Clicks a button that requests a host, as on the settings page. */
  async function clickToAsk(host: string): Promise<void> {
    await inPage(
      `answer = undefined; document.querySelector('#ask').onclick = () => parts.requestHostPermission(${JSON.stringify(address(host))}).then((granted) => (answer = granted), (error) => (answer = error.message)); 0`,
    );
    await page.click('button', 'Ask');
  }

  beforeAll(async () => {
    desktop = await startDesktop();
    pbx = await startSimulator();
    front = await openTlsFront(HOST, pbx.url);
    browser = await launchBrowser(name, {
      headless: false,
      notifications: 'real',
      hosts: [HOST, OTHER, LOGIN],
    });
    page = await browser.openPage('options.html');
    await page.find('button', 'Sign in');
    await inPage(`${parts?.text ?? ''}; globalThis.parts = parts; globalThis.answer = undefined; globalThis.changes = 0;
      document.body.prepend(Object.assign(document.createElement('button'), { id: 'ask', textContent: 'Ask' })); parts.onHostPermissionsChange(() => { changes += 1; }); 0`);
    await page.bringToFront();
    await desktop.activate(name);
  });
  afterAll(async () => {
    await browser.close();
    front.close();
    await pbx.close();
    await desktop.close();
  });

  it('nothing is granted at first, and a lookup sends nothing', async () => {
    expect(await has(HOST)).toBe(false);
    for (const method of ['get', 'form', 'json'] as const)
      expect(await requestLookup(HOST, method)).toEqual({ kind: 'failed', why: 'not-allowed' });
    expect(front.connections()).toBe(0);
  });

  it('a refusal is reported and changes nothing', async () => {
    await clickToAsk(HOST);
    await browser.answerPermissionPrompt(page, 'deny');
    await expect.poll(answer).toBe(false);
    expect([await has(HOST), await changes()]).toEqual([false, 0]);
    expect(await requestLookup(HOST, 'form')).toEqual({ kind: 'failed', why: 'not-allowed' });
    expect(front.connections()).toBe(0);
  });

  it('a granted host is looked up by every method, without CORS or a preflight request', async () => {
    await clickToAsk(HOST);
    await browser.answerPermissionPrompt(page, 'grant');
    await expect.poll(answer).toBe(true);
    await expect.poll(changes).toBe(1);
    expect(await has(HOST)).toBe(true);
    const before = pbx.state().lookups.length;
    for (const method of ['get', 'form', 'json'] as const)
      expect(await requestLookup(HOST, method)).toMatchObject({ kind: 'found', name: 'John Doe', total: 1 });
    expect(pbx.state().lookups.slice(before)).toMatchObject([
      { method: 'GET', form: 'get' },
      { method: 'POST', form: 'form' },
      { method: 'POST', form: 'json' },
    ]);
  });

  it('redirects, oversized answers and answers that never end are given up in browsers, too', async () => {
    const before = pbx.state().lookups.length;
    pbx.answerLookups({ kind: 'redirect', to: address(OTHER) });
    expect(await requestLookup(HOST, 'get')).toEqual({ kind: 'failed', why: 'redirect' });
    pbx.answerLookups({ kind: 'huge', bytes: 10_000_000 });
    expect(await requestLookup(HOST, 'get')).toEqual({ kind: 'failed', why: 'too-big' });
    pbx.answerLookups({ kind: 'stall' });
    expect(await requestLookup(HOST, 'get')).toEqual({ kind: 'failed', why: 'slow' });
    await expect
      .poll(() =>
        pbx
          .state()
          .lookups.slice(before)
          .map(({ ending }) => ending),
      )
      .toEqual(['answered', 'cut', 'cut']);
    pbx.answerLookups({ kind: 'ok', total: 0 });
  });

  it('a grant covers one host and no other', async () => {
    expect(await has(OTHER)).toBe(false);
    expect(await requestLookup(OTHER, 'get')).toEqual({ kind: 'failed', why: 'not-allowed' });
  });

  it('a removed permission takes effect at once and is reported', async () => {
    const before = await changes();
    await browser.revokeOrigin(`https://${HOST}/*`);
    await expect.poll(() => has(HOST)).toBe(false);
    await expect.poll(changes).toBe(Number(before) + 1);
    const received = pbx.state().lookups.length;
    for (const method of ['get', 'form', 'json'] as const)
      expect(await requestLookup(HOST, method)).toEqual({ kind: 'failed', why: 'not-allowed' });
    expect(pbx.state().lookups).toHaveLength(received);
  });

  it('a returned host permission is gone, and what the manifest needs stays', async () => {
    await page.bringToFront();
    await clickToAsk(OTHER);
    await browser.answerPermissionPrompt(page, 'grant');
    await expect.poll(() => has(OTHER)).toBe(true);
    await inPage(`parts.removeHostPermission(${JSON.stringify(address(OTHER))})`);
    await inPage(`parts.removeHostPermission(${JSON.stringify(pbx.url)})`);
    expect(await has(OTHER)).toBe(false);
    expect(await inPage(`parts.hasHostPermission(${JSON.stringify(pbx.url)})`)).toBe(true);
  });

  it('the settings page requests the lookup’s host, and again after its removal', async () => {
    const allow = `Allow ${HOST}:${String(front.port)}`;
    await goToSection(page, 'callers');
    await page.fill('Lookup address', address(HOST));
    await page.press('Tab');
    await page.click('button', allow);
    await browser.answerPermissionPrompt(page, 'deny');
    await page.click('button', allow);
    await browser.answerPermissionPrompt(page, 'grant');
    await page.waitForCount('button', 0, allow);
    expect(await has(HOST)).toBe(true);
    await browser.revokeOrigin(`https://${HOST}/*`);
    await page.find('button', allow);
  });

  it('"Reuse the CRM tab" is on only while the CRM’s host is allowed', async () => {
    const isOn = (): Promise<unknown> =>
      inPage(
        `[...document.querySelectorAll('label')].find(({ textContent }) => textContent === 'Reuse the CRM tab').control.checked`,
      );
    const stored = async (): Promise<unknown> =>
      ((await browser.storage('local')).settings as { reuseTab?: boolean }).reuseTab;
    await goToSection(page, 'crm');
    await page.fill('CRM link', `https://${HOST}:${String(front.port)}/search?q={phone}`);
    await page.press('Tab');
    await page.click('checkbox', 'Reuse the CRM tab');
    await browser.answerPermissionPrompt(page, 'deny');
    expect([await isOn(), await stored()]).toEqual([false, undefined]);
    await page.click('checkbox', 'Reuse the CRM tab');
    await browser.answerPermissionPrompt(page, 'grant');
    await expect.poll(stored).toBe(true);
    await expect.poll(isOn).toBe(true);
    await browser.revokeOrigin(`https://${HOST}/*`);
    await expect.poll(isOn).toBe(false);
  });

  it('a host permission is returned when the last setting stops using it', async () => {
    const allow = `Allow ${HOST}:${String(front.port)}`;
    await goToSection(page, 'callers');
    await page.click('button', allow);
    await browser.answerPermissionPrompt(page, 'grant');
    await page.waitForCount('button', 0, allow);
    await page.fill('Lookup address', '');
    await page.press('Tab');
    // "Reuse the CRM tab" still needs it.
    await expect
      .poll(async () => ((await browser.storage('local')).settings as { lookupUrl?: string }).lookupUrl)
      .toBeUndefined();
    expect(await has(HOST)).toBe(true);
    await goToSection(page, 'crm');
    await page.click('checkbox', 'Reuse the CRM tab');
    await expect.poll(() => has(HOST)).toBe(false);
  });

  it('"Sign in" requests the login server’s host: a refusal sends nothing, a grant continues', async () => {
    // Chromium repeats an earlier grant without a question, so this test uses a separate host.
    const door = await openTlsFront(LOGIN, pbx.url);
    const attempts = (): number => pbx.state().loginAttempts.length;
    const before = attempts();
    await goToSection(page, 'account');
    await page.disclose('Advanced');
    await page.fill('Login server', `https://${LOGIN}:${String(door.port)}`);
    await page.fill('Email', 'agent@example.com');
    await page.fill('Password', 'ringside');
    await page.click('button', 'Sign in');
    await browser.answerPermissionPrompt(page, 'deny');
    await page.waitForText('alert', /no permission to reach login\.ringside\.example.*nothing was sent/s);
    expect([await has(LOGIN), door.connections(), attempts()]).toEqual([false, 0, before]);
    await page.click('button', `Allow ${LOGIN}:${String(door.port)}`);
    await browser.answerPermissionPrompt(page, 'grant');
    await expect.poll(attempts).toBeGreaterThan(before);
    expect(await has(LOGIN)).toBe(true);
    // Only that host received the password. Tokens go only to monitors of that host or of Voicenter.
    await page.waitForText('alert', /not a known Voicenter server/);
    door.close();
  });
});
