/** Whether the options page shows the first run, and where the user is in it. The address says the step. */
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  firstStep,
  hasManyLines,
  hasUsedBefore,
  hashOfStep,
  needsLine,
  reachable,
  SETUP_START,
  type SetupProgress,
  type SetupStep,
  showsSetup,
  stepOfHash,
  type Surface,
} from '../../domain/account/first-run.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import { settingsItem, signedInUser } from '../../platform/storage/items.ts';
import { hasKeptAccountItem, setupItem } from '../../platform/storage/setup-item.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage, useStatus } from '../app/page.tsx';
import { useStoredItem } from '../app/use-stored-item.ts';
import { needsForm } from '../options/account/needs-form.ts';

/** The first run as its page needs it. */
export interface Setup {
  /** False if the settings are shown instead. */
  readonly isShown: boolean;
  readonly step: SetupStep;
  readonly progress: SetupProgress;
  readonly isSignedIn: boolean;
  /** The name of the signed-in user, or ''. */
  readonly who: string;
  /** True if no call can be shown until the user picks a line. */
  readonly needsLine: boolean;
  /** Goes to a step, and keeps it as the place to resume at. The summary finishes the first run. */
  readonly go: (step: SetupStep) => void;
  /** Keeps what the user says of a surface of the test call. */
  readonly answer: (surface: Surface, isSeen: boolean) => void;
  /** Ends the first run before it is finished. The address of the settings has to follow. */
  readonly leave: () => void;
}

/** Returns the first run, or null until its stored items are read. */
export function useSetup(): Setup | null {
  const { settings } = usePage();
  const status = useStatus();
  const hash = useHash();
  const stored = useStoredItem(settingsItem);
  const progressRead = useStoredItem(setupItem);
  const kept = useStoredItem(hasKeptAccountItem);
  const user = useStoredItem(signedInUser);
  const begun = useRef<SetupStep | null>(null);
  const isRead = stored !== null && progressRead !== null && kept !== null && user !== null;
  const progress = progressRead?.value ?? null;
  // A new browser reports "connecting" before the worker knows whether anybody is signed in.
  const isSignedIn =
    !needsForm(status) &&
    (status.word === 'online' || (user?.value ?? null) !== null || kept?.value === true);
  const facts = {
    hash,
    progress,
    isSignedIn,
    hasUsedBefore: isRead && hasUsedBefore(stored.value, status, kept.value),
  };
  const isShown = isRead && showsSetup(facts);
  const loginType = user?.value?.type ?? settings.loginType;
  const lacksLine = needsLine(loginType, settings);
  if (isShown) begun.current ??= firstStep(facts, lacksLine);
  const wanted = stepOfHash(hash) ?? begun.current ?? 'sign-in';
  const now = progress ?? SETUP_START;
  const keep = (next: SetupProgress): void => logFailure('setup not stored', setupItem.set(next));
  const go = (step: SetupStep): void => {
    const state = step === 'done' ? 'finished' : now.state;
    keep({ ...now, step, state: state === 'left' ? 'running' : state });
    location.hash = hashOfStep(step);
  };

  // Keeps that the first run has begun, because what the user types would otherwise look like earlier use.
  useEffect(() => {
    if (isShown && progress === null) keep(SETUP_START);
  }, [isShown, progress]);
  // Goes on as soon as the sign-in succeeds. The user of a whole account stays here for the choice of lines.
  const wasSignedIn = useRef<boolean | null>(null);
  useEffect(() => {
    const isNew = wasSignedIn.current === false && isSignedIn;
    if (isRead) wasSignedIn.current = isSignedIn;
    if (!isShown || !isNew || location.hash !== hash) return;
    if (hasManyLines(loginType)) go('sign-in');
    else if (wanted === 'sign-in') go('crm');
  }, [isRead, isSignedIn]);

  if (!isRead) return null;
  return {
    isShown,
    step: reachable(wanted, isSignedIn),
    progress: now,
    isSignedIn,
    who: sanitize(user.value?.who ?? ''),
    needsLine: lacksLine,
    go,
    answer: (surface, isSeen) => keep({ ...now, answers: { ...now.answers, [surface]: isSeen } }),
    leave: () => keep({ ...now, state: now.state === 'finished' ? 'finished' : 'left' }),
  };
}

function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return hash;
}
