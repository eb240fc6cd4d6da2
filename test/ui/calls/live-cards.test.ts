// @vitest-environment happy-dom
/** The cards of a page: the form of each, and that everything of a call can be reached in any form. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { transition } from '../../../src/domain/alerts/side-effects.ts';
import type { CallEvent } from '../../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import english from '../../../src/locales/en.json' with { type: 'json' };
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  type WireCall,
} from '../../support/event-builders.ts';
import {
  changeState,
  fetchCatalogue,
  newFakeBrowser,
  type FakeBrowser,
} from '../../support/fake-extension.ts';

const world = vi.hoisted((): { now: FakeBrowser } => ({ now: null as unknown as FakeBrowser }));
vi.mock('webextension-polyfill', async () => {
  const { fakeExtension: fake } = await import('../../support/fake-extension.ts');
  return { default: fake(() => world.now) };
});
const { mount } = await import('../../../src/ui/app/page.tsx');
const { LiveCards } = await import('../../../src/ui/calls/live-cards.tsx');

const CRM = 'https://crm.example/?q={phone}';
const stored = { version: 1, crmLink: CRM, lookupUrl: 'https://crm.example/lookup' };
const settings = readSettings(stored, {});
const ring = (id: number, different: WireCall = {}): CallEvent =>
  eventOf(line('NEWCALL', call({ ivrid: `c${String(id)}`, ...different })));
const after = (...events: CallEvent[]): CallState =>
  events.reduce((state, event) => transition(state, event, settings, around()).state, initialState);
const answered = (different: object): CallEvent => ({
  kind: 'looked-up',
  callId: 'c1',
  answer: { kind: 'found', url: null, urlRefused: false, name: '', company: '', total: null, ...different },
});

const cards = (): HTMLElement[] => [...document.querySelectorAll('article')];
const named = (card: HTMLElement | undefined): string[] =>
  [...(card?.querySelectorAll('button') ?? [])].map(
    (button) => button.getAttribute('aria-label') ?? button.textContent,
  );
const press = (card: HTMLElement | undefined, name: string): void =>
  [...(card?.querySelectorAll('button') ?? [])]
    .find((each) => each.getAttribute('aria-label') === name)
    ?.click();
const chips = (): string[] => [...document.querySelectorAll('.chip')].map((chip) => chip.textContent);
const { 'card.openCrm': OPEN, 'card.dismiss': HIDE, 'card.mute': SILENCE, 'card.copy': COPY } = english;
const { 'card.more': MORE, 'lookup.asking': ASKING } = english;
const notes = (): string[] => [...document.querySelectorAll('.card-note')].map((note) => note.textContent);

/** Shows the state, and waits until its cards are complete. */
async function show(state: CallState, count: number): Promise<void> {
  changeState(world.now, state);
  await vi.waitFor(() => {
    expect(cards().length).toBe(count);
    expect(cards().every((card) => card.getAttribute('aria-busy') === 'false')).toBe(true);
  });
}

beforeEach(async () => {
  world.now = newFakeBrowser();
  document.body.innerHTML = '<div id="app"></div>';
  vi.stubGlobal('fetch', fetchCatalogue);
  Object.assign(world.now.local, { settings: stored, policy: {} });
  Object.assign(world.now.session, { status: { word: 'online', host: 'x', since: 0 } });
  mount(() => LiveCards({}), 'calls.title');
  await vi.waitFor(() => expect(document.title).not.toBe(''), { timeout: 10_000 });
});

describe('one call', () => {
  it('with several records in the CRM has a choice among them, which goes to the worker', async () => {
    const match = { key: 'a 1', name: 'Lois Lane', company: 'Daily Planet', tag: '', owner: '', url: null };
    const matches = [match, { ...match, key: 'a 2', name: '', company: '' }];
    await show(after(ring(1), answered({ total: 2, matches, chosen: null })), 1);
    const choice = cards()[0]?.querySelector('select');
    expect(choice?.getAttribute('aria-label')).toBe(english['match.choose']);
    expect([...(choice?.options ?? [])].map(({ text, value }) => [text, value])).toEqual([
      [english['match.choose'], ''],
      ['Lois Lane · Daily Planet', 'a 1'],
      ['a 2', 'a 2'],
    ]);
    if (choice !== null && choice !== undefined) choice.value = 'a 1';
    choice?.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() =>
      expect(world.now.messages).toContainEqual({ type: 'choose-record', callId: 'c1', record: 'a 1' }),
    );
  });

  it('with one record in the CRM has no choice', async () => {
    await show(after(ring(1), answered({ name: 'Lois Lane', total: 1 })), 1);
    expect(cards()[0]?.querySelector('select')).toBeNull();
  });

  it('has everything: the caller, the way to the CRM, hide, silence and copy', async () => {
    await show(after(ring(1)), 1);
    const [card] = cards();
    expect(card?.getAttribute('aria-label')).toBe('Clark Kent 050-123-4567');
    expect(card?.querySelector('h2')?.textContent).toBe('Clark Kent');
    expect(named(card)).toEqual([COPY, OPEN, HIDE, SILENCE]);
    expect(card?.querySelector('.tile')?.textContent).toBe('CK');
  });

  it('has its number as the heading once the label names a menu, which is then a chip', async () => {
    const numbers = ['0501234567', '0507654321', '035550142'];
    const rings = numbers.map((callerphone, at) => ring(at, { callername: 'Main menu', callerphone }));
    const over = [0, 1].map((at) => eventOf(hangUp(call({ ivrid: `c${String(at)}` }), 'Answered elsewhere')));
    const gone = [0, 1].map((at): CallEvent => ({ kind: 'dismissed', callId: `c${String(at)}` }));
    await show(after(...rings, ...over, ...gone), 1);
    expect(cards()[0]?.querySelector('h2')?.textContent).toBe('03-555-0142');
    expect(chips()).toEqual(['Main menu']);
  });

  it('says that the number is hidden, and that a caller is a colleague', async () => {
    await show(after(ring(1, { callerphone: 'Anonymous', originalCallerID: '', callername: '' })), 1);
    expect(cards()[0]?.querySelector('h2')?.textContent).toBe(english['caller.hidden']);
    expect(cards()[0]?.textContent).toContain(english['card.noNumber']);
    await show(after(ring(2, { callerphone: '602', callername: 'Lois Lane', isInternal: true })), 1);
    expect(cards()[0]?.textContent).toContain('Ext. 602');
    expect(chips()).toEqual([english['caller.internal']]);
  });

  it.each([
    ['is under way', [], english['lookup.asking']],
    ['knows the company', [answered({ company: 'Daily Planet', total: 1 })], 'Daily Planet'],
    ['knows nobody', [answered({ total: 0 })], english['lookup.unknown']],
    ['names a page that must not be opened', [answered({ urlRefused: true })], english['lookup.urlRefused']],
    [
      'fails',
      [{ kind: 'looked-up', callId: 'c1', answer: { kind: 'failed', why: 'slow' } } as const],
      english['lookup.why.slow'],
    ],
  ])('says on the one line below the caller that the lookup %s', async (_, events, text) => {
    await show(after(ring(1), ...events), 1);
    expect(document.querySelectorAll('.card-note').length).toBe(1);
    expect(document.querySelector('.card-note')?.textContent).toContain(text);
  });
});

describe('several calls', () => {
  const details = { customdata: { details: [] } };
  const two = (): CallState =>
    after(ring(1), ring(2, { callerphone: '0507654321', callername: 'Jane Doe', ...details }));

  it('are compact, with the way to the CRM at once and the rest behind one click', async () => {
    await show(two(), 2);
    for (const card of cards()) {
      expect(card.classList.contains('compact')).toBe(true);
      expect(named(card)).toEqual([OPEN, MORE, HIDE]);
    }
    expect(notes()).toEqual(['050-123-4567', '050-765-4321'].map((number) => `${number} · ${ASKING}`));
    press(cards()[0], MORE);
    await vi.waitFor(() => expect(named(cards()[0])).toEqual(expect.arrayContaining([COPY, SILENCE, MORE])));
    press(cards()[0], MORE);
    await vi.waitFor(() => expect(named(cards()[0])).toEqual([OPEN, MORE, HIDE]));
  });

  it('leave the keyboard on that button also if it is pressed again before the next frame', async () => {
    await show(two(), 2);
    const nextFrame = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(0);
    for (const isOpen of ['true', 'false']) {
      press(cards()[1], MORE);
      // A page draws in a microtask.
      for (let at = 0; at < 10; at += 1) await Promise.resolve();
      const now = document.activeElement;
      expect([now?.getAttribute('aria-label'), now?.getAttribute('aria-expanded')]).toEqual([MORE, isOpen]);
    }
    nextFrame.mockRestore();
  });

  it('leave the keyboard on the button that shows everything and less again', async () => {
    await show(two(), 2);
    for (const isOpen of ['true', 'false']) {
      const before = document.activeElement;
      press(cards()[1], MORE);
      await vi.waitFor(() => {
        const [now, label] = [document.activeElement, document.activeElement?.getAttribute('aria-label')];
        expect([now !== before, label, now?.getAttribute('aria-expanded')]).toEqual([true, MORE, isOpen]);
        expect(cards()[1]?.contains(now)).toBe(true);
      });
    }
  });

  it('make room one frame after the number of a call that joins them', async () => {
    await show(after(ring(1)), 1);
    const frames: string[][] = [];
    const observer = new MutationObserver(() =>
      frames.push(cards().map(({ classList }) => classList.item(2) ?? '')),
    );
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    changeState(world.now, two());
    await vi.waitFor(() => expect(frames.at(-1)).toEqual(['compact', 'compact']));
    observer.disconnect();
    expect(frames[0]).toEqual(['full', 'compact']);
  });

  it('have their numbers below the names also without a lookup', async () => {
    world.now.local.settings = { ...stored, lookupUrl: '' };
    const state = [ring(1), ring(2, { callerphone: '0507654321', callername: 'Jane Doe' })].reduce(
      (before, event) => transition(before, event, { ...settings, lookupUrl: '' }, around()).state,
      initialState,
    );
    await show(state, 2);
    expect(notes()).toEqual(['050-123-4567', '050-765-4321']);
  });

  it('that are over are one line each, below the live ones', async () => {
    const over = eventOf(hangUp(call({ ivrid: 'c1' }), 'Answered elsewhere'), AGENT_START + 1_000);
    await show(after(ring(1), ring(2, { callerphone: '0507654321', callername: 'Jane Doe' }), over), 2);
    expect(cards().map((card) => card.className.split(' ')[2])).toEqual(['full', 'slim']);
    expect(cards()[1]?.textContent).toContain(`Clark Kent · ${english['outcome.answered-elsewhere']}`);
    expect(named(cards()[1])).toEqual([OPEN, MORE, HIDE]);
  });
});
