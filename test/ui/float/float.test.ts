// @vitest-environment happy-dom
/** The card on top, and the page that opens it. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialState, type CallState } from '../../../src/domain/calls/state.ts';
import { callSummary } from '../../support/call-summary.ts';
import { call, line, play } from '../../support/event-builders.ts';
import {
  changeState,
  engineItem,
  fakeExtension,
  type FakeBrowser,
  fetchCatalogue,
  newFakeBrowser,
} from '../../support/fake-extension.ts';
import { createLocks } from '../../support/web-locks.ts';

let world: FakeBrowser = newFakeBrowser();
vi.mock('webextension-polyfill', () => ({ default: fakeExtension(() => world) }));

const idle: CallState = { ...initialState, who: 'agent' };
const ringing = (count: number): CallState =>
  play(
    Array.from({ length: count }, (_, at) =>
      line(
        'NEWCALL',
        call({ ivrid: `call-${String(at)}`, callername: '', callerphone: `050123450${String(at)}` }),
      ),
    ),
    idle,
  );

beforeEach(() => {
  vi.resetModules();
  world = newFakeBrowser();
  Object.assign(world.local, {
    settings: { version: 1, crmLink: 'https://crm.example/{phone}' },
    policy: {},
  });
  Object.assign(world.session, {
    status: { word: 'online', host: 'h', since: 0 },
    engine: engineItem(idle),
  });
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  vi.stubGlobal('indexedDB', new IDBFactory());
  Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });
});
afterEach(() => vi.unstubAllGlobals());

async function open(page: string, height = 160): Promise<void> {
  vi.stubGlobal('innerHeight', height);
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(
    `https://x.example/${page}`,
  );
  await import('../../../src/ui/float/float.tsx');
  await vi.waitFor(() => expect(document.querySelector('main')).not.toBeNull(), { timeout: 10_000 });
}
const cards = (): string[] => [...document.querySelectorAll('article')].map(({ className }) => className);
const text = (): string => document.body.textContent;
const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find(
    (each) => each.textContent === name || each.getAttribute('aria-label') === name,
  );
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

describe('the card on top', () => {
  it('says how the agent stands, and how many callbacks are due', async () => {
    const { putCall } = await import('../../../src/platform/storage/history-db.ts');
    const missed = callSummary({ outcome: 'missed', caller: { kind: 'external', number: '0501234567' } });
    await putCall('agent', missed);
    await open('float-card.html');
    await eventually(() => expect(text()).toMatch(/Online.*To call back 1/));
  });

  it('says what is wrong in words', async () => {
    world.session.status = {
      word: 'refused',
      problem: { kind: 'signed-in-elsewhere', host: 'login.example' },
    };
    await open('float-card.html');
    await eventually(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain('signed in somewhere else'),
    );
  });

  it('shows as many ringing calls as fit, and names the others', async () => {
    world.session.engine = engineItem(ringing(4));
    await open('float-card.html');
    await eventually(() => expect(cards()).toHaveLength(3));
    expect(cards().map((look) => look.split(' ')[2])).toEqual(['compact', 'slim', 'slim']);
    await eventually(() => expect(text()).toContain('1 more call · 050-123-4503'));
    vi.stubGlobal('innerHeight', 80);
    await eventually(() => {
      dispatchEvent(new Event('resize'));
      expect(text()).toContain('3 more calls · 050-123-4501 · 050-123-4502 · 050-123-4503');
    });
    expect(cards()).toHaveLength(1);
  });

  it('names no more callers than the line could hold, and none who has a card', async () => {
    world.session.engine = engineItem(ringing(9));
    await open('float-card.html');
    await eventually(() => expect(document.querySelector('.more-cards')).not.toBeNull());
    const shown = cards().length;
    const line = document.querySelector('.more-cards')?.textContent ?? '';
    expect(line).toMatch(`${String(9 - shown)} more calls`);
    expect(line.match(/050-123-450\d/g)).toEqual(
      [0, 1, 2, 3, 4].map((at) => `050-123-450${String(shown + at)}`),
    );
  });

  it('names the caller of a second ring if the agent wants one card only', async () => {
    Object.assign(world.local, { settings: { version: 1, mostCards: 1 } });
    world.session.engine = engineItem(ringing(2));
    await open('float-card.html');
    await eventually(() => expect(text()).toContain('1 more call · 050-123-4501'));
  });

  it('opens the CRM, copies the number and hides the call', async () => {
    await open('float-card.html');
    changeState(world, ringing(1));
    await eventually(() => expect(button('Open in CRM')).toBeDefined());
    expect(cards()[0]).toContain('tall');
    expect(button('Copy number')).toBeDefined();
    button('Open in CRM')?.click();
    button('Hide')?.click();
    await eventually(() =>
      expect(world.messages).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: 'open-crm', callId: 'call-0' }),
          { type: 'dismiss', callId: 'call-0' },
        ]),
      ),
    );
  });
});

describe('the page that opens it', () => {
  it('says so if the browser cannot keep a window on top', async () => {
    await open('float.html');
    expect(text()).toContain('This browser cannot keep a window on top');
    expect(document.querySelector('button')).toBeNull();
  });

  it('has no button if the policy forbids it', async () => {
    vi.stubGlobal('documentPictureInPicture', { requestWindow: vi.fn() });
    world.local.policy = { locked: { keepOnTop: 'forbid' } };
    await open('float.html');
    expect(text()).toContain('Your organisation has turned this off.');
    expect(document.querySelector('button')).toBeNull();
  });

  it('says that the card is on top once its page is loaded', async () => {
    const top = Object.assign(new EventTarget(), { document: document.implementation.createHTMLDocument() });
    vi.stubGlobal('documentPictureInPicture', { requestWindow: () => Promise.resolve(top) });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await open('float.html');
    button('Keep on top')?.click();
    await eventually(() => expect(top.document.querySelector('iframe')).not.toBeNull());
    expect(text()).not.toContain('The card is on top');
    top.document.querySelector('iframe')?.dispatchEvent(new Event('load'));
    await eventually(() => expect(text()).toContain('The card is on top'));
  });

  it('says so if the browser refuses, and can be tried again', async () => {
    vi.stubGlobal('documentPictureInPicture', {
      requestWindow: () => Promise.reject(new Error('NotAllowedError')),
    });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await open('float.html');
    button('Keep on top')?.click();
    await eventually(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain('did not open the card'),
    );
    expect(button('Keep on top')?.disabled).toBe(false);
  });
});
