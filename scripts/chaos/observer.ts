/**
 * Observes one browser from outside, several times a second: the cards in the extension's pages and the
 * browser's list of notifications.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Target } from 'puppeteer-core';
import type { AgentBrowser } from '../browsers/agent-browser.ts';
import { CALLER_PATTERN, type PageState, readTaken, RECORD, TAKE } from './recorder.ts';
import { createObservations, type Observations } from './observations.ts';

const LOOK_EVERY_MS = 60;

/** A document of the extension. */
export type Watched = Pick<Page, 'isClosed'> & { readonly evaluate: (script: string) => Promise<unknown> };

/** Collects the observations of a run. */
export interface Observer extends Pick<Observations, 'of' | 'liveSince' | 'forget'> {
  /** Assigns a call id to a caller's name, to recognise the call's notification. */
  readonly expect: (name: string, callId: string) => void;
  /** Observes a page of the extension until it closes. */
  readonly watch: (page: Watched, source: string) => Promise<void>;
  /** Stops observing until `resume`, because a suspended browser does not answer. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
  /** Observes another browser from now on, because the first one was closed. */
  readonly use: (next: AgentBrowser) => Promise<void>;
  /** Returns what was shown twice, or belongs to no caller, since the last call. As sentences. */
  readonly takeDoubles: () => string[];
  readonly close: () => Promise<void>;
}

/** Starts observing. `onTrouble` receives errors of the observation itself. */
export function createObserver(first: AgentBrowser, onTrouble: (reason: unknown) => void): Observer {
  let browser = first;
  const sightings = createObservations();
  const calls = new Map<string, string>();
  const doubles = new Set<string>();
  let told = 0;
  const pages = new Map<string, Watched>();
  let paused = false;
  let closed = false;
  let looking: Promise<void> = Promise.resolve();

  const twice = (names: readonly string[]): string[] => [
    ...new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index)),
  ];

  function take(source: string, { at, cards, rows }: PageState): void {
    for (const name of twice(cards.map((card) => card.name)))
      doubles.add(`two cards for ${name} on ${source}`);
    for (const name of twice(rows)) doubles.add(`two history rows for ${name}`);
    for (const { name, live, text } of cards)
      if (live && name === '') doubles.add(`a card of nobody who called: "${text}"`);
    sightings.see(
      source,
      'card',
      at,
      cards.filter(({ live }) => live),
    );
  }

  async function readPage(source: string, page: Watched): Promise<void> {
    try {
      const { now, log } = readTaken(await page.evaluate(TAKE));
      for (const state of log) take(source, state);
      sightings.still(source, now);
    } catch (reason) {
      pages.delete(source);
      sightings.lose(source);
      // A closed page is no error, because faults close pages.
      if (!page.isClosed() && !/closed|detached|destroyed|no such frame|Session/i.test(String(reason)))
        onTrouble(reason);
    }
  }

  let lastLook = Date.now();
  async function readNotifications(): Promise<void> {
    const all = await browser.notifications();
    const now = Date.now();
    const names = all.map(({ id, title }) => {
      const byId = [...calls].find(([callId]) => id.includes(callId))?.[1];
      return byId ?? CALLER_PATTERN.exec(title ?? '')?.[0] ?? '';
    });
    for (const name of twice(names))
      doubles.add(`two notifications for ${name}: ${all.map(({ id }) => id).join(', ')}`);
    all.forEach(({ id }, index) => {
      if (names[index] === '') doubles.add(`a notification of nobody who called: ${id.slice(0, 80)}`);
    });
    // A notification that has disappeared was last seen at the previous look.
    sightings.see(
      'notifications',
      'notification',
      now,
      names.filter((name) => name !== '').map((name) => ({ name, late: false })),
      lastLook,
    );
    lastLook = now;
  }

  async function look(): Promise<void> {
    // Puppeteer reports no event for a window that opens and gets its address between two of its events.
    targets?.all().forEach(met);
    await Promise.all([readNotifications(), ...[...pages].map(([source, page]) => readPage(source, page))]);
  }

  async function run(): Promise<void> {
    while (!closed) {
      if (!paused)
        await (looking = look().catch((reason: unknown) => {
          if (!closed) onTrouble(reason);
        }));
      await sleep(LOOK_EVERY_MS);
    }
  }

  // Chromium's call windows are observed as they open. Firefox does not report their address, and they are
  // off by default there.
  const openWindows = new Set<Target>();
  async function meet(target: Target): Promise<void> {
    if (openWindows.has(target) || !target.url().startsWith(`${browser.extensionUrl}call.html`)) return;
    openWindows.add(target);
    if (openWindows.size > 1) doubles.add('two call windows at once');
    const page = await target.page();
    if (page !== null) await watch(page, `call window ${String((windowsSeen += 1))}`);
  }
  let windowsSeen = 0;

  async function watch(page: Watched, source: string): Promise<void> {
    try {
      // A window is announced before its document is loaded. A script in the previous document is lost with
      // it, so this tries again.
      await page
        .evaluate(RECORD)
        .catch((reason: unknown) =>
          String(reason).includes('destroyed') ? page.evaluate(RECORD) : Promise.reject(reason as Error),
        );
      pages.set(source, page);
    } catch (reason) {
      if (!page.isClosed()) onTrouble(reason);
    }
  }

  const met = (target: Target): void => void meet(target).catch(onTrouble);
  const left = (target: Target): void => void openWindows.delete(target);
  let targets: { all: () => Target[]; off: () => void } | null = null;

  async function listen(): Promise<void> {
    const [page] = await browser.pages();
    const driver = page?.puppeteer.browser();
    driver?.on('targetcreated', met).on('targetchanged', met).on('targetdestroyed', left);
    targets = {
      all: () => driver?.targets() ?? [],
      off: () => driver?.off('targetcreated', met).off('targetchanged', met).off('targetdestroyed', left),
    };
  }

  const running = listen().then(run);
  return {
    of: sightings.of,
    liveSince: sightings.liveSince,
    forget(name) {
      sightings.forget(name);
      for (const [callId, owner] of calls) if (owner === name) calls.delete(callId);
    },
    expect: (name, callId) => void calls.set(callId, name),
    watch,
    async pause() {
      paused = true;
      await looking;
    },
    resume: () => void (paused = false),
    async use(next) {
      targets?.off();
      for (const source of [...pages.keys(), 'notifications']) sightings.lose(source);
      pages.clear();
      openWindows.clear();
      browser = next;
      await listen();
    },
    takeDoubles() {
      const news = [...doubles].slice(told);
      told = doubles.size;
      return news;
    },
    async close() {
      closed = true;
      targets?.off();
      await running;
    },
  };
}
