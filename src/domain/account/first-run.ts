/**
 * The first run: three steps that lead a new user to the first call. It may be left and taken up again at any
 * time, and an address of the options page leads to each step.
 */
import type { ConnectionStatus } from './connection-status.ts';
import type { LoginType } from '../settings/choices.ts';
import type { Settings } from '../settings/settings.ts';

/** The steps in order, and the summary after them. */
export const SETUP_STEPS = ['sign-in', 'crm', 'test-call', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** What a test call may be noticed by. */
export const SURFACES = ['window', 'notification', 'sound'] as const;
export type Surface = (typeof SURFACES)[number];

/** The user's answers to "Did you see it?". A surface without an answer is missing. */
export type SurfaceAnswers = Readonly<Partial<Record<Surface, boolean>>>;

/** How far the user has come. `left`: the user went to the settings before the end. */
export interface SetupProgress {
  readonly state: 'running' | 'left' | 'finished';
  readonly step: SetupStep;
  readonly answers: SurfaceAnswers;
}

/** The progress of a user who begins. */
export const SETUP_START: SetupProgress = { state: 'running', step: 'sign-in', answers: {} };

/** Reads stored progress. Null if there is none. */
export function readProgress(raw: unknown): SetupProgress | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { state, step, answers } = raw as Readonly<Record<keyof SetupProgress, unknown>>;
  const knownStep = SETUP_STEPS.find((each) => each === step);
  if (knownStep === undefined || (state !== 'running' && state !== 'left' && state !== 'finished'))
    return null;
  return { state, step: knownStep, answers: readAnswers(answers) };
}

function readAnswers(raw: unknown): SurfaceAnswers {
  if (typeof raw !== 'object' || raw === null) return {};
  const given = raw as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    SURFACES.filter((surface) => typeof given[surface] === 'boolean').map((surface) => [
      surface,
      given[surface],
    ]),
  );
}

const HASHES: Readonly<Record<SetupStep, string>> = {
  'sign-in': '#setup-1',
  crm: '#setup-2',
  'test-call': '#setup-3',
  done: '#setup-done',
};
/** The address of the step where the user left off. */
export const SETUP_HASH = '#setup';
/** Returns the hash of a step. */
export const hashOfStep = (step: SetupStep): string => HASHES[step];
/** Returns the step that a hash names, or null if it names none. */
export const stepOfHash = (hash: string): SetupStep | null =>
  SETUP_STEPS.find((step) => HASHES[step] === hash) ?? null;

/**
 * Returns whether somebody has used Ringside in this browser profile before there was a first run: signed in,
 * named a user or set a link. `stored` are the stored settings, without those of a policy.
 */
export function hasUsedBefore(stored: unknown, status: ConnectionStatus, hasKeptAccount: boolean): boolean {
  if (hasKeptAccount || status.word === 'online') return true;
  if (typeof stored !== 'object' || stored === null) return false;
  const settings = stored as Readonly<Record<string, unknown>>;
  return SIGNS_OF_USE.some((name) => typeof settings[name] === 'string' && settings[name] !== '');
}
const SIGNS_OF_USE = ['crmLink', 'email', 'username'] as const satisfies readonly (keyof Settings)[];

/** What decides whether the options page shows the first run. */
export interface SetupFacts {
  readonly hash: string;
  readonly progress: SetupProgress | null;
  readonly isSignedIn: boolean;
  readonly hasUsedBefore: boolean;
}

/**
 * Returns whether the options page shows the first run instead of the settings. An address without a section
 * shows it until it is finished or left. After that, a user who is signed out only has to sign in again.
 */
export function showsSetup({ hash, progress, isSignedIn, hasUsedBefore: isKnown }: SetupFacts): boolean {
  const isOver = progress === null ? isKnown : progress.state === 'finished';
  if (hash === SETUP_HASH || stepOfHash(hash) !== null) return isSignedIn || !isOver;
  return hash === '' && !isOver && progress?.state !== 'left';
}

/** Returns the step to begin with. `needsLine`: see there. */
export function firstStep({ hash, progress, isSignedIn }: SetupFacts, needsLineNow: boolean): SetupStep {
  const asked = stepOfHash(hash);
  if (asked !== null) return asked;
  if (isSignedIn && needsLineNow) return 'sign-in';
  const left = progress === null || progress.step === 'done' ? 'sign-in' : progress.step;
  return left === 'sign-in' && isSignedIn ? 'crm' : left;
}

/** Returns the step that can be shown. Nothing can be set up for a user who is not signed in. */
export const reachable = (step: SetupStep, isSignedIn: boolean): SetupStep => (isSignedIn ? step : 'sign-in');

/** Returns whether a login is one for a whole account. Its user says which lines are theirs. */
export const hasManyLines = (loginType: LoginType): boolean =>
  loginType === 'account' || loginType === 'token';

/** Returns whether the user has to pick a line before any call is shown. */
export const needsLine = (
  loginType: LoginType,
  { pickedLines, followUser }: Pick<Settings, 'pickedLines' | 'followUser'>,
): boolean => hasManyLines(loginType) && pickedLines.length === 0 && followUser === '';

/** Returns the surfaces that the settings switch on, in the order in which the user is asked. */
export const surfacesOn = ({
  callWindow,
  notification,
  sound,
}: Pick<Settings, 'callWindow' | 'notification' | 'sound'>): readonly Surface[] => {
  const isOn: Readonly<Record<Surface, boolean>> = { window: callWindow, notification, sound };
  return SURFACES.filter((surface) => isOn[surface]);
};

/** A row of the summary. `isFine` is false for what needs the user's attention. */
export type SummaryRow =
  | { readonly about: 'account' | 'line'; readonly isFine: boolean }
  | { readonly about: 'crm'; readonly isFine: boolean }
  | {
      readonly about: 'surface';
      readonly surface: Surface;
      readonly isFine: boolean;
      /** A surface that was confirmed, if this one was not. */
      readonly instead: Surface | null;
    }
  | { readonly about: 'no-surface'; readonly isFine: false };

/** What the summary is made of. */
export interface SummaryFacts {
  readonly status: ConnectionStatus;
  readonly needsLine: boolean;
  readonly settings: Pick<Settings, 'callWindow' | 'notification' | 'sound' | 'crmLink'>;
  readonly answers: SurfaceAnswers;
}

/** Returns the rows of the summary, in order. A user without a CRM has nothing to mend there. */
export function summaryOf({ status, needsLine: lacksLine, settings, answers }: SummaryFacts) {
  const surfaces = surfacesOn(settings);
  const confirmed = surfaces.find((surface) => answers[surface] === true) ?? null;
  const rows: readonly SummaryRow[] = [
    { about: 'account', isFine: status.word === 'online' },
    ...(lacksLine ? [{ about: 'line', isFine: false } as const] : []),
    { about: 'crm', isFine: settings.crmLink !== '' },
    ...surfaces.map((surface) => {
      const isFine = answers[surface] === true;
      return { about: 'surface', surface, isFine, instead: isFine ? null : confirmed } as const;
    }),
    ...(surfaces.length === 0 ? [{ about: 'no-surface', isFine: false } as const] : []),
  ];
  return rows;
}
