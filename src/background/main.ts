/** The worker. Creates all parts and connects them. Every browser listener is added in the first turn. */
import browser from 'webextension-polyfill';
import type { ConnectionStatus } from '../domain/account/connection-status.ts';
import { type AlertContext, repeatingSound } from '../domain/alerts/alert-policy.ts';
import { effectsOfOnTopEnd } from '../domain/alerts/on-top-end.ts';
import { badge } from '../domain/alerts/texts.ts';
import { isCallerFirst, needsCaller } from '../domain/callers/needs.ts';
import { readSettings } from '../domain/settings/read-settings.ts';
import { type Settings } from '../domain/settings/settings.ts';
import { weekTimeOf } from '../domain/rules/work-hours.ts';
import { browserDefaults } from '../platform/browser.ts';
import { afterStartupDelay } from '../platform/startup-delay.ts';
import { loadTranslator, type Translator } from '../platform/i18n.ts';
import { log, logThrown, setLogSink } from '../platform/log.ts';
import { createEngineStore } from '../platform/storage/call-state-store.ts';
import { managedPolicy, onPolicyChange } from '../platform/managed-storage.ts';
import { onHostPermissionsChange } from '../platform/host-permissions.ts';
import { storedSettings } from '../platform/storage/settings-store.ts';
import {
  aliveItem,
  restrictStorageAccess,
  lastPolicyItem,
  logItem,
  policyItem,
  settingsItem,
  wasSignedInItem,
} from '../platform/storage/items.ts';
import { onCommand } from '../platform/messaging/command-listener.ts';
import { showBadge } from './effects/badge.ts';
import { noteOutage, trim } from './effects/history.ts';
import { loadMissed } from './effects/missed-calls.ts';
import { findCaller, watchContacts } from './effects/known-caller.ts';
import { createCallerLookup } from './effects/caller-lookup.ts';
import { createCrmMatch } from './effects/crm-match.ts';
import { listenToClicks } from './services/clicks.ts';
import { createCommandHandler } from './services/handle-command.ts';
import { createEngine } from './engine/engine.ts';
import { eraseContacts, forgetFormerUser, forgetTraces } from './services/forget.ts';
import { watchCompanyList } from './services/company-list.ts';
import { createKeepalive, listenToWatchdog } from './services/keepalive.ts';
import { createMonitor } from './connection/monitor.ts';
import { keepSecretsTo } from './services/keep-secrets.ts';
import { createLogStore } from './services/log-store.ts';
import { createCrmOpener } from './effects/open-crm.ts';
import { createOutages } from './connection/outages.ts';
import { runEffect } from './effects/run-effect.ts';
import { createRepeater } from './effects/sound.ts';
import { releaseHosts } from './services/release-hosts.ts';
import { createPolicySync } from './services/policy-sync.ts';
import { createStatusWriter } from './services/status-writer.ts';
import { createSignInReminder } from './services/sign-in-reminder.ts';
import { installUpdates } from './services/updates.ts';
import { createSettingsSource } from './services/settings-source.ts';
import type { CallId } from '../domain/common/types.ts';
import type { LookupAnswer } from '../domain/calls/lookup-result.ts';
import { liveCalls } from '../domain/calls/selectors.ts';
import { trackOpenPages } from '../platform/messaging/page-presence.ts';

const now = (): number => Date.now();

const logKeeper = createLogStore(logItem);
setLogSink(logKeeper.keep);
log('info', 'background started');

const settings = createSettingsSource({
  read: storedSettings,
  fallback: readSettings({}, browserDefaults),
  onChange: (before, next) => takeSettings(before, next),
  random: () => Math.random(),
});
let translator: Promise<Translator> | null = null;
const loadTexts = async (): Promise<Translator> => loadTranslator((await settings.current()).language);
/** Texts that could not be loaded are loaded again, because without them no notification can be written. */
const texts = (): Promise<Translator> => (translator = translator?.catch(loadTexts) ?? loadTexts());
let status: ConnectionStatus = { word: 'connecting', signedIn: true };
const tellPages = createStatusWriter();
let isBusy = false;
/** The identity of the user who is, or was last, signed in. Null if there was none. */
let lastUser: string | null = null;

const repeatSound = createRepeater();
const keepalive = createKeepalive(() => aliveItem.set(now()));
const outages = createOutages({
  lastAlive: () => afterStartupDelay.then(() => aliveItem.get()),
  note: async (from) =>
    lastUser === null ? undefined : noteOutage(lastUser, from, await settings.current(), now()),
  now,
});
// A page that closes under the pointer cannot report that the pointer has left its cards.
const pages = trackOpenPages({
  opened(kind) {
    void engine.notify();
    if (kind === 'directory') link.showDirectory();
  },
  closed(kind) {
    void engine.dispatch({ kind: 'unpin-all', at: now() });
    if (kind !== 'on-top' || pages.isOpen(kind)) return;
    void engine.enqueueEffects((state, known) => effectsOfOnTopEnd(state, known, contextOf(now())));
  },
});
const hasContacts = watchContacts(afterStartupDelay);
/** True when a ring leads to a look at the contacts or at the past calls. */
const findsCaller = (): boolean => hasContacts() || needsCaller(settings.now());
const contextOf = (at: number): AlertContext => ({
  at,
  week: weekTimeOf(at),
  isSidePanelVisible: pages.isVisible('side-panel'),
  isOnTop: pages.isVisible('on-top'),
  findsCaller: findsCaller(),
});
const engine = createEngine({
  stored: createEngineStore(),
  settings,
  getContext: contextOf,
  runEffect: (effect, callState, attempt) =>
    runEffect(effect, callState, attempt, {
      settings: settings.current,
      translator: texts,
      resync: () => link.resync(),
      findCaller: async (call, whose) => {
        const known = await findCaller(call, whose, await settings.current(), now());
        // The effect ends with the dispatch, so it must not wait for what the dispatch causes.
        if (known !== null) void engine.dispatch({ kind: 'caller-read', callId: call.callId, known });
      },
      requestLookup: (news, call, known) => lookups.tell(news, call, known),
      labelsRead: (who, labels) => void engine.dispatch({ kind: 'labels-read', who, labels, at: now() }),
      isPageVisible: pages.whenVisibilityIsKnown,
      now,
    }),
  findFirst: (call, whose) =>
    isCallerFirst(settings.now()) && findsCaller() ? findCaller(call, whose, settings.now(), now()) : null,
  isWatched: () => pages.isAnyOpen(),
  onChange(callState) {
    isBusy = liveCalls(callState).length > 0;
    updates.callsChanged();
    // While offline nobody knows whether a call still rings.
    repeatSound(
      status.word === 'online' ? repeatingSound(Object.values(callState.calls), settings.now()) : null,
    );
    showBadge(badge(callState, status), texts);
  },
  now,
});
const updates = installUpdates({
  isCallLive: () => isBusy,
  isEditing: () => pages.isOpen('directory'),
  now,
});
const reminder = createSignInReminder({ wasSignedIn: wasSignedInItem, translator: texts });
const heard = (callId: CallId, answer: LookupAnswer): void =>
  void engine.dispatch({ kind: 'looked-up', callId, answer });
const crm = createCrmMatch(heard, { now, random: () => Math.random() });
const lookups = createCallerLookup(heard, crm.ask);
const link = createMonitor({
  settings: settings.current,
  areSettingsKnown: settings.areKnown,
  storedSettings,
  onEvent: (event) => void engine.dispatch(event),
  isRelevant: (line) => engine.isRelevant(line),
  onStatus(next, since) {
    log('info', 'status', { word: next.word, problem: 'problem' in next ? next.problem.kind : null });
    status = next;
    tellPages(next);
    reminder.onStatus(next);
    const noted = outages.onStatus(next, since);
    // After a sign-out the last outage is recorded first, and the ring log is erased after that.
    if (next.word === 'off')
      void noted.then(() => eraseOthers(null)).then(async () => eraseContacts(await settings.current()));
    void engine.notify();
    void afterStartupDelay.then(() =>
      status.word === 'off' || status.word === 'refused' ? keepalive.stop() : keepalive.start(),
    );
  },
  onUser(whose) {
    lastUser = whose;
    void eraseOthers(whose);
    void settings.current().then(async (known) => forgetFormerUser(whose, known));
  },
  missedOf: async (whose) => loadMissed(whose, await settings.current(), now()),
  isBusy: () => isBusy,
  isDirectoryShown: () => pages.isOpen('directory'),
  now,
});

const openCrm = createCrmOpener(engine, () => link.whose(), now);

/** Erases the past calls of users who are not signed in, if the settings ask for it. */
async function eraseOthers(whose: string | null): Promise<void> {
  await afterStartupDelay;
  await engine.enqueueEffects((_, { eraseAtSignOut }) =>
    eraseAtSignOut ? [{ kind: 'erase-others', whose }] : [],
  );
}

const dismiss = (callId: CallId): Promise<void> => engine.dispatch({ kind: 'dismissed', callId });

const obey = createCommandHandler({
  engine,
  link,
  crm,
  openCrm,
  dismiss,
  forgetTraces: () => forgetTraces(logKeeper),
  refreshSettings: settings.refresh,
  now,
});

/**
 * Applies new settings. The agent or the administrator has changed something, or the settings could be read
 * at last.
 */
function takeSettings(before: Settings | null, next: Settings): void {
  void releaseHosts(before, next);
  translator = loadTranslator(next.language);
  keepSecretsTo(next, link);
  link.enforce(next);
  link.rescope(next);
  // A user who wants to keep less history wants it removed now, not after the next call.
  void trim(next, now()).catch(logThrown('warn', 'history not trimmed'));
  void engine.notify();
  void checkCompanyList();
}

onCommand(obey);
listenToWatchdog();
listenToClicks({ engine, openCrm, dismiss, notificationClicked: reminder.clicked });
settingsItem.watch(settings.refresh);
onHostPermissionsChange(() => link.permissionsChanged());
const checkCompanyList = watchCompanyList(settings, () => !['off', 'refused'].includes(status.word));
const policy = createPolicySync({
  managed: managedPolicy,
  kept: policyItem,
  lastTrue: lastPolicyItem,
  changed: settings.refresh,
});
onPolicyChange(() => void policy.check());
// Sockets often die unnoticed during sleep or a change of network.
self.addEventListener('online', () => link.check());
browser.idle.onStateChanged.addListener((state) => {
  if (state === 'active') link.check();
});
// The existence of this listener lets the browser start the worker when the browser starts.
browser.runtime.onStartup.addListener(() => undefined);
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void browser.runtime.openOptionsPage();
  if (reason === 'update') reminder.updated();
});
// The link resumes before the worker asks the browser for anything else, because a worker that was killed may
// have missed a ring.
void link.resume();
restrictStorageAccess();
void policy.check();
void afterStartupDelay.then(async () => {
  const known = await settings.current();
  keepSecretsTo(known, link);
  // The administrator may have chosen another CRM while no worker ran.
  void releaseHosts(null, known);
});
