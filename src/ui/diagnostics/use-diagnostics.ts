/** Gathers the facts for the diagnostics. Gathers them again on request or when the connection changes. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import {
  addressesOf,
  type DiagnosticFacts,
  type Probe,
  type WorkerFacts,
} from '../../domain/diagnostics/facts.ts';
import { sendAndConfirm } from '../../platform/messaging/commands.ts';
import { notificationLevel, probe, systemFacts } from '../../platform/diagnostics.ts';
import { historyFacts } from '../../platform/storage/history-db.ts';
import { companyListItem } from '../../platform/storage/directory-lists.ts';
import { policyFacts } from '../../platform/storage/settings-store.ts';
import { workerFactsItem, directoryItem, notKeptItem, settingsItem } from '../../platform/storage/items.ts';
import { logFailure } from '../app/send-command.ts';
import { useCalls, usePage, useStatus } from '../app/page.tsx';
import { useHasLost } from '../app/use-history.ts';
import { useStoredItem, useDay, useNow } from '../app/use-stored-item.ts';
import { useHostPermission } from '../app/use-host-permission.ts';

/** The answers of the agent to questions like "Did you see it?". */
export type Answers = Pick<DiagnosticFacts, 'seen' | 'windowSeen' | 'heard'>;
/** The facts that the page asks the worker, the browser and the servers for. */
type Asked = Pick<DiagnosticFacts, 'worker' | 'probes' | 'notifications' | 'policy' | 'history'> & {
  readonly system: DiagnosticFacts['system'] | null;
};

/** The facts of the diagnostics, and what the page can do with them. */
export interface Diagnostics {
  /** null until the first facts are known. */
  readonly facts: DiagnosticFacts | null;
  /**
   * Whether the answers that the page asked for are still coming in. They change the height of the list, so a
   * button in it may move from under the pointer.
   */
  readonly isChecking: boolean;
  /** Gathers the facts again. */
  readonly again: () => void;
  /** Takes answers of the agent. */
  readonly answer: (answers: Partial<Answers>) => void;
  /** Has the worker ask the customer's endpoint about a made-up caller. */
  readonly askLookup: () => Promise<void>;
}

/** The facts before the worker and the servers have answered. */
const nothingYet: Pick<Asked, 'worker' | 'probes'> = { worker: null, probes: {} };
/** The path for login servers and the lookup. Any HTTP server answers there. */
const ROOT = '/';
/**
 * The path for call servers. A request without a transport opens no session. An Engine.IO server answers that
 * it knows no such transport, and any answer is enough.
 */
const ENGINE = '/socket.io/?EIO=3';

/** Returns the facts and keeps them up to date while the page is open. */
export function useDiagnostics(): Diagnostics {
  const { settings } = usePage();
  const status = useStatus();
  const state = useCalls();
  const stored = useStoredItem(settingsItem);
  const directory = useStoredItem(directoryItem);
  const notKept = useStoredItem(notKeptItem);
  const companyList = useStoredItem(companyListItem);
  const hasLost = useHasLost(useDay());
  const now = useNow(true);
  const allowed = useHostPermission(settings.lookupUrl);
  const [round, setRound] = useState(0);
  const [isChecking, setChecking] = useState(true);
  const [asked, setAsked] = useState<Asked>({
    ...nothingYet,
    notifications: null,
    policy: null,
    history: null,
    system: null,
  });
  const [answers, setAnswers] = useState<Answers>({ seen: null, windowSeen: null, heard: null });
  const { lookupUrl } = settings;
  const logins = addressesOf(settings, null).login.join(' ');
  const isOnline = status.word === 'online';
  useEffect(() => {
    let stale = false;
    const put = (part: Partial<Asked>): void => {
      if (!stale) setAsked((known) => ({ ...known, ...part }));
    };
    const look = async (address: string, path: string): Promise<void> => {
      const found: Probe = await probe(address, path);
      if (!stale) setAsked((known) => ({ ...known, probes: { ...known.probes, [address]: found } }));
    };
    const lookAtServers = async (): Promise<void> => {
      const worker = (await sendAndConfirm({ type: 'diagnostics' }))
        ? ((await workerFactsItem.get()) ?? 'silent')
        : 'silent';
      put({ worker });
      await Promise.all(addressesOf(settings, worker).calls.map((address) => look(address, ENGINE)));
    };
    const work = [
      systemFacts().then((system) => put({ system })),
      notificationLevel().then((notifications) => put({ notifications })),
      policyFacts().then((policy) => put({ policy })),
      historyFacts(state.who).then((history) => put({ history })),
      lookAtServers(),
      ...logins.split(' ').map((address) => look(address, ROOT)),
      ...(lookupUrl === '' ? [] : [look(lookupUrl, ROOT)]),
    ];
    const finish = async (): Promise<void> => {
      await Promise.allSettled(work);
      if (!stale) setChecking(false);
      await Promise.all(work);
    };
    logFailure('diagnostics failed', finish());
    return () => {
      stale = true;
    };
  }, [round, isOnline, logins, lookupUrl, allowed, state.who]);

  const again = useCallback(() => {
    setAsked((known) => ({ ...known, ...nothingYet }));
    setChecking(true);
    setRound((before) => before + 1);
  }, []);
  const answer = useCallback(
    (given: Partial<Answers>) => setAnswers((before) => ({ ...before, ...given })),
    [],
  );
  const askLookup = useCallback(async () => {
    const isDone = await sendAndConfirm({ type: 'ask-lookup' });
    const worker: WorkerFacts | 'silent' = (isDone ? await workerFactsItem.get() : null) ?? 'silent';
    setAsked((known) => ({ ...known, worker }));
  }, []);
  const { system, ...others } = asked;
  if (system === null || stored === null || directory === null || companyList === null)
    return { facts: null, isChecking, again, answer, askLookup };
  return {
    facts: {
      ...others,
      ...answers,
      system,
      now,
      status,
      settings,
      callState: state,
      directory: directory.value,
      companyList: companyList.value,
      hasLostRows: hasLost,
      isNotKept: (notKept?.value ?? null) !== null,
      storedLink: linkIn(stored.value),
    },
    isChecking,
    again,
    answer,
    askLookup,
  };
}

/** The CRM link in the settings as they are stored. */
function linkIn(stored: unknown): string {
  const link = typeof stored === 'object' && stored !== null && 'crmLink' in stored ? stored.crmLink : '';
  return typeof link === 'string' ? link : '';
}
