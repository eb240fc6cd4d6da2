/** The worker: constructs everything and wires it; every browser listener is added in the first turn. */
import browser from 'webextension-polyfill';
import type { CallId } from '../domain/call.ts';
import { summarize } from '../domain/call-summary.ts';
import type { Command } from '../domain/command.ts';
import type { ConnectionStatus } from '../domain/connection-status.ts';
import { cards, liveCalls } from '../domain/call-book.ts';
import { linkById } from '../domain/call-links.ts';
import { badge } from '../domain/presentation.ts';
import type { Reaction } from '../domain/reactions.ts';
import { linkPolicyOf } from '../domain/link-policy.ts';
import { noLongerNeeded } from '../domain/needed-hosts.ts';
import { fitSettings, type Settings } from '../domain/settings.ts';
import { testCall } from '../domain/test-call.ts';
import { weekTimeOf } from '../domain/work-hours.ts';
import { afterFirstMoment } from '../platform/first-moment.ts';
import { loadTranslator, type Translator } from '../platform/i18n.ts';
import { handLines, log, messageOf } from '../platform/log.ts';
import { createEngineStore } from '../platform/engine-store.ts';
import { findCall } from '../platform/history-db.ts';
import { managedPolicy, onPolicyChange } from '../platform/managed.ts';
import { onCommand, watchPages } from '../platform/messaging.ts';
import { dropOrigin } from '../platform/origins.ts';
import { changeSettings, storedSettings } from '../platform/settings-store.ts';
import { aliveItem, keepToOurselves, logItem, policyItem, settingsItem, statusItem, windowPlace } from '../platform/storage.ts';
import { showBadge } from './effects/badge.ts';
import { tabsThatAre } from './effects/crm-tab.ts';
import { erase, noteOutage, trim } from './effects/history.ts';
import { playSound } from './effects/sound.ts';
import { callOfNotification, listenToNotifications } from './effects/notification.ts';
import { createCallerLookup } from './caller-lookup.ts';
import { askSampleLookup, checkUp } from './check-up.ts';
import { createEngine } from './engine.ts';
import { createKeepalive, listenToWatchdog } from './keepalive.ts';
import { withinTime } from './lanes.ts';
import { createLink } from './link.ts';
import { createLogKeeper } from './log-keeper.ts';
import { createOutages } from './outages.ts';
import { perform } from './perform.ts';
import { createPolicyWatch } from './policy-watch.ts';
import { takeOverHistory } from './upgrade.ts';
import { vault } from './vault.ts';

const now = (): number => Date.now();

handLines(createLogKeeper(logItem));
log('info', 'background started');

// Without settings no event is taken: a store that does not answer at once is asked once more.
let settings = storedSettings().catch(() => storedSettings());
let translator: Promise<Translator> | null = null;
const loadTexts = async (): Promise<Translator> => loadTranslator((await settings).language);
/** Texts that were not to be had are asked for again: without them no notification could be written. */
const texts = (): Promise<Translator> => (translator = translator?.catch(loadTexts) ?? loadTexts());
let status: ConnectionStatus = { word: 'connecting', signedIn: true };
let isBusy = false;

const keepalive = createKeepalive(() => void aliveItem.set(now()));
const outages = createOutages({ lastAlive: () => afterFirstMoment.then(() => aliveItem.get()), note: (from) => noteOutage(from, now()), now });
// A page that closes under the agent's pointer cannot tell that the hand has left its cards.
const pages = watchPages({
  opened(kind) {
    if (kind === 'directory') link.showDirectory();
  },
  closed: () => void engine.happen({ kind: 'hands-off', at: now() }),
});
const engine = createEngine({
  stored: createEngineStore(),
  settings: () => settings,
  around: (at) => ({ at, week: weekTimeOf(at), isDeskOpen: pages.isOpen('desk') }),
  perform: (reaction, book, failed) => perform(reaction, book, failed, { settings: () => settings, translator: texts, resync: () => link.resync(), lookUp: (news, call, known) => lookups.tell(news, call, known), now }),
  isWatched: () => pages.isAnyOpen(),
  prepare: withTabs,
  async project(book) {
    isBusy = liveCalls(book).length > 0;
    await showBadge(badge(book, status), texts);
  },
  now,
});
const lookups = createCallerLookup((callId, answer) => void engine.happen({ kind: 'looked-up', callId, answer }));
const link = createLink({
  settings: () => settings,
  storedSettings,
  onEvent: (event) => void engine.happen(event),
  mayConcern: (line) => engine.mayConcern(line),
  onStatus(next) {
    log('info', 'status', { word: next.word, problem: 'problem' in next ? next.problem.kind : null });
    status = next;
    void tellPages(next);
    outages.hear(next);
    void engine.refresh();
    void afterFirstMoment.then(() => (next.word === 'off' || next.word === 'refused' ? keepalive.stop() : keepalive.start()));
  },
  isBusy: () => isBusy,
  isDirectoryShown: () => pages.isOpen('directory'),
  now,
});

/** Nobody need see that a worker which has just started is connecting, where that takes but a moment. */
async function tellPages(next: ConnectionStatus): Promise<void> {
  await afterFirstMoment;
  if (status === next) await statusItem.set(next);
}

const DOUBLE_CLICK_MS = 1_000;
/** What a browser does not tell within so many ms is done without. */
const TOLD_WITHIN_MS = 3_000;
const soon = <T>(work: Promise<T>): Promise<T | undefined> => withinTime(work, TOLD_WITHIN_MS).catch(() => undefined);
let lastOpened = { what: '', at: 0 };

/** The agent asked for a caller's CRM record; a double click asks once. False where there is nothing to open for this caller. */
async function openCrm(callId: CallId, link?: string, click?: string): Promise<boolean> {
  const what = `${callId} ${link ?? ''}`;
  if (lastOpened.what === what && now() - lastOpened.at < DOUBLE_CLICK_MS) return true;
  lastOpened = { what, at: now() };
  let leads = true;
  // Asked before the engine's turn, for nothing may keep a ring waiting: neither a history that is being cleared nor a browser that is slow.
  const [past, before] = await Promise.all([soon(findCall(callId)), soon(tabsThatAre())]);
  await engine.owe((book, current) => {
    const live = book.calls[callId];
    const call = live === undefined ? past : summarize(book, live);
    const found = call === undefined ? null : linkById(call, link, current);
    if (found === null) return [];
    if (found.kind === 'link') return [{ kind: 'open-tab', url: found.url, before: before ?? [], at: now(), behind: false }];
    if (found.why !== 'no-number') return [{ kind: 'open-options' }];
    leads = false;
    return [];
  }, click);
  return leads;
}

/** A tab that is to open by itself is told from those that there are: a worker that dies over it looks for it by that. */
function withTabs(owed: readonly Reaction[]): readonly Reaction[] | Promise<readonly Reaction[]> {
  if (!owed.some(({ kind }) => kind === 'open-tab')) return owed;
  return tabsThatAre().then((before) => owed.map((reaction) => (reaction.kind === 'open-tab' ? { ...reaction, before } : reaction)));
}

/** A notification's first button leads to the CRM; where there is no way there it is the one that dismisses. */
async function pressButton(callId: CallId, index: number): Promise<void> {
  if (index > 0 || !(await openCrm(callId))) await dismiss(callId);
}

const dismiss = (callId: CallId): Promise<void> => engine.happen({ kind: 'dismissed', callId });

async function obey(command: Command): Promise<void> {
  switch (command.type) {
    case 'open-crm':
      await openCrm(command.callId, command.link, command.click);
      return;
    case 'dismiss':
      return dismiss(command.callId);
    case 'mute':
      return engine.happen({ kind: 'muted', callId: command.callId });
    case 'test-call':
      return engine.happen({ kind: 'test-call', call: testCall(crypto.randomUUID(), now()), at: now() });
    case 'resync':
      link.resync();
      return;
    case 'check-up':
      return checkUp(link, now);
    case 'ask-lookup':
      return askSampleLookup(await storedSettings());
    case 'play-sound': {
      const { soundName, soundVolume } = await storedSettings();
      return playSound(soundName, soundVolume);
    }
    case 'erase-history':
      return erase();
    case 'pin':
      return engine.happen({ kind: 'pinned', callId: command.callId, pinned: command.pinned, at: now() });
    case 'missed-seen':
      return engine.happen({ kind: 'missed-seen' });
    case 'place-window':
      return windowPlace.set(command.place);
    case 'save-settings':
      return changeSettings(fitSettings(command.changes, linkPolicyOf(await settings)));
    case 'sign-in':
      return link.signIn();
    case 'sign-out':
      return link.signOut();
  }
}

/** A password does not wait on the disk for the next sign-in once nobody wants it kept. */
function keepOrNot({ keepSignedIn }: Settings): void {
  if (!keepSignedIn) void vault.keepNoMore().catch((thrown: unknown) => log('error', 'account not moved', { why: messageOf(thrown) }));
}

/** The agent or the administrator has changed something. */
async function takeSettings(): Promise<void> {
  const before = await settings;
  settings = storedSettings().catch((thrown: unknown) => {
    log('error', 'settings not read', { why: messageOf(thrown) });
    return before;
  });
  const next = await settings;
  for (const address of noLongerNeeded(before, next)) void dropOrigin(address).catch((thrown: unknown) => log('warn', 'host not given back', { why: messageOf(thrown) }));
  translator = loadTranslator(next.language);
  keepOrNot(next);
  link.rescope(next);
  // Whoever wants less kept wants it gone now, not after the next call.
  void trim(next, now()).catch((thrown: unknown) => log('warn', 'history not trimmed', { why: messageOf(thrown) }));
  void engine.refresh();
}

onCommand(obey);
// By keyboard: the call that stands first on the screen.
browser.commands.onCommand.addListener((name) => void engine.owe((book) => {
  const [call] = cards(book);
  if (call !== undefined) void (name === 'open-crm' ? openCrm(call.callId) : dismiss(call.callId));
  return [];
}));
listenToWatchdog();
listenToNotifications({
  clicked(id) {
    if (callOfNotification(id) !== null) void engine.owe(() => [{ kind: 'front-window' }]);
  },
  button(id, index) {
    const callId = callOfNotification(id);
    if (callId !== null) void pressButton(callId, index);
  },
});
settingsItem.watch(() => void takeSettings());
policyItem.watch(() => void takeSettings());
const policy = createPolicyWatch({ managed: managedPolicy, kept: policyItem });
onPolicyChange(() => void policy.look());
// Sleep and change of network are where sockets die unnoticed.
self.addEventListener('online', () => link.check());
browser.idle.onStateChanged.addListener((state) => {
  if (state === 'active') link.check();
});
// That the listener exists lets the browser start the worker when it starts itself.
browser.runtime.onStartup.addListener(() => undefined);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void browser.runtime.openOptionsPage();
});
// Before anything else is asked of the browser: a worker that was killed may have missed a ring.
void link.resume();
keepToOurselves();
void policy.look();
void afterFirstMoment.then(async () => {
  void takeOverHistory().catch((thrown: unknown) => log('error', 'history not taken over', { why: messageOf(thrown) }));
  keepOrNot(await settings);
});
