/** The kinds of fault: their titles, the time limits for the extension, and how often each is used. */

/** `none` is a scene without a fault. */
export const FAULT_KINDS = [
  'killed-with-page',
  'killed-without-page',
  'cut',
  'half-open',
  'refused',
  'login-500',
  'login-slow',
  'token-expired',
  'refresh-refused',
  'second-sign-in',
  'first-server-down',
  'asleep',
  'offline',
  'malformed',
  'duplicate',
  'reordered',
  'hang-up-lost',
  'resync-storm',
  'hot-desk',
  'crm-killed',
  'store-full',
  'history-broken',
  'browser-restarted',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
export type SceneKind = FaultKind | 'none';

/** What the schedule and the evaluation need to know about a kind. Times in ms. */
export interface KindFacts {
  readonly title: string;
  /** How long a ring may take to be shown, counted from `from`. */
  readonly limitMs: number;
  /** When the limit begins: when the fault is lifted, or at its injection where nothing is lifted. */
  readonly from: 'lifted' | 'injected';
  /** Shortest and longest duration of the fault. */
  readonly lasts: readonly [number, number];
  /** How often the kind is chosen once every kind was used. Slow kinds are rare. */
  readonly weight: number;
  /** Whether the fault needs an open page of the extension, needs none, or works with either. */
  readonly page: 'open' | 'closed' | 'either';
}

/** How long a ring may take to be shown without a fault. */
export const CALM_LIMIT_MS = 2_000;
/** How long a ring may be shown as live after its end. A lost hang-up has a longer limit. */
export const GHOST_MS = 10_000;
export const LOST_HANG_UP_GHOST_MS = 60_000;
/** Exactly one CRM tab has to exist this long after the click. */
export const CRM_LIMIT_MS = 35_000;

const brief = { from: 'injected', lasts: [0, 0], page: 'either' } as const;
const lifted = { from: 'lifted', lasts: [0, 0], page: 'either' } as const;

export const KINDS: Readonly<Record<SceneKind, KindFacts>> = {
  none: { ...brief, title: 'no fault', limitMs: CALM_LIMIT_MS, weight: 0 },
  'killed-with-page': {
    ...brief,
    title: 'worker killed, a page of ours open',
    limitMs: 10_000,
    weight: 12,
    page: 'open',
  },
  'killed-without-page': {
    ...brief,
    title: 'worker killed, no page of ours open',
    limitMs: 35_000,
    weight: 1,
    page: 'closed',
  },
  cut: { ...brief, title: 'socket cut', limitMs: 10_000, weight: 14 },
  'half-open': { ...brief, title: 'half-open: the server falls silent', limitMs: 20_000, weight: 2 },
  refused: { ...lifted, title: 'server refuses sockets', limitMs: 10_000, lasts: [2_000, 6_000], weight: 5 },
  'login-500': {
    ...lifted,
    title: 'login answers 500, tokens void',
    limitMs: 10_000,
    lasts: [2_000, 6_000],
    weight: 4,
  },
  'login-slow': { ...brief, title: 'slow login, tokens void', limitMs: 10_000, weight: 5 },
  'token-expired': { ...brief, title: 'token expired', limitMs: 10_000, weight: 10 },
  'refresh-refused': { ...brief, title: 'refresh refused', limitMs: 10_000, weight: 9 },
  'second-sign-in': {
    ...lifted,
    title: 'signed in elsewhere again and again, then "Sign in here"',
    limitMs: 10_000,
    weight: 1,
    page: 'open',
  },
  'first-server-down': {
    ...brief,
    title: 'first server down',
    limitMs: 10_000,
    lasts: [4_000, 8_000],
    weight: 6,
  },
  asleep: { ...lifted, title: 'machine asleep', limitMs: 10_000, lasts: [8_000, 15_000], weight: 1.5 },
  offline: { ...lifted, title: 'offline, then online', limitMs: 10_000, lasts: [3_000, 8_000], weight: 3 },
  malformed: {
    ...brief,
    title: 'malformed events',
    limitMs: CALM_LIMIT_MS,
    lasts: [1_000, 4_000],
    weight: 9,
  },
  duplicate: {
    ...brief,
    title: 'duplicate events',
    limitMs: CALM_LIMIT_MS,
    lasts: [3_000, 6_000],
    weight: 9,
  },
  reordered: {
    ...brief,
    title: 'reordered events',
    limitMs: CALM_LIMIT_MS,
    lasts: [3_000, 6_000],
    weight: 9,
  },
  'hang-up-lost': { ...brief, title: 'hang-up lost', limitMs: CALM_LIMIT_MS, weight: 0.8 },
  'resync-storm': {
    ...brief,
    title: 'resync storm',
    limitMs: CALM_LIMIT_MS,
    lasts: [3_000, 3_000],
    weight: 8,
  },
  'hot-desk': {
    ...lifted,
    title: 'hot-desk change',
    limitMs: CALM_LIMIT_MS,
    lasts: [1_500, 3_000],
    weight: 8,
  },
  'store-full': {
    ...brief,
    title: 'the store refuses every write',
    limitMs: CALM_LIMIT_MS,
    lasts: [3_000, 6_000],
    weight: 4,
    page: 'open',
  },
  'history-broken': {
    ...brief,
    title: 'the history does not open',
    limitMs: CALM_LIMIT_MS,
    lasts: [3_000, 6_000],
    weight: 4,
    page: 'open',
  },
  'browser-restarted': {
    ...lifted,
    title: 'browser restarted during a call',
    limitMs: 10_000,
    weight: 0.8,
  },
  'crm-killed': {
    ...brief,
    title: 'worker killed right after "Open in CRM"',
    limitMs: 10_000,
    weight: 6,
    page: 'open',
  },
};
