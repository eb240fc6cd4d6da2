/**
 * Plans one run: which faults occur, and which calls ring around each. Pure: the same input gives the same
 * plan.
 */
import { FAULT_KINDS, type FaultKind, KINDS, type SceneKind } from './fault-types.ts';
import { createRandom, type Random } from './random.ts';

/**
 * How a ring ends: after a time, or once it has been shown for a time (at the latest a second after its
 * limit). All in ms.
 */
export type RingPlan = { readonly pauseMs: number } & (
  { readonly until: 'time'; readonly lastsMs: number } | { readonly until: 'shown'; readonly holdMs: number }
);

/** One call of a scene. */
export interface CallPlan {
  /** When it rings first, in ms after the injection of the fault. Negative: before it. */
  readonly startMs: number;
  /**
   * Several rings mean that a queue gives up and rings again. `pauseMs` is the silence before each ring but
   * the first.
   */
  readonly rings: readonly RingPlan[];
  readonly hidden: boolean;
  /** If set, the last ring is answered and the call lasts this long. */
  readonly talkMs: number | null;
}

/** One fault with the calls around it. */
export interface Scene {
  /** Counts from 1. */
  readonly number: number;
  readonly kind: SceneKind;
  /** Duration of the fault in ms; 0 where it is over at once. */
  readonly lastsMs: number;
  /** Whether the panel is open. */
  readonly pageOpen: boolean;
  /** Chooses between the two forms of a kind that has two. */
  readonly variant: boolean;
  readonly graceMs: number;
  readonly calls: readonly CallPlan[];
}

/** The requested properties of a run. */
export interface Weight {
  readonly seed: number;
  /** Number of rings. Each further ring of a call counts as one. */
  readonly rings: number;
  /** Default all. */
  readonly kinds?: readonly FaultKind[];
  /** Extra time added to the limits, in ms (evaluate.ts). */
  readonly graceMs?: number;
  /** True for the card on top of all windows to be open during every ring. Default false. */
  readonly onTop?: boolean;
}

/**
 * How the agent signs in: with a user login, or with an account login, which follows the user from line to
 * line.
 */
export type Login = 'user' | 'account';

/** Odd seeds use the account login, so that a run can be repeated by its seed alone. */
export const loginOf = ({ seed }: Pick<Weight, 'seed'>): Login => (seed % 2 === 1 ? 'account' : 'user');

const RINGS_PER_FAULT = 2.7;
const FAULTS_PER_CALM_SCENE = 25;

/**
 * Plans a run: at least one fault for every three rings, and each kind at least once if there are enough
 * rings.
 */
export function planDay({ seed, rings, kinds = FAULT_KINDS, graceMs = 0, onTop = false }: Weight): Scene[] {
  const random = createRandom(seed);
  const faults = Math.min(rings, Math.max(kinds.length, Math.ceil(rings / RINGS_PER_FAULT)));
  const calm = Math.min(rings - faults, Math.ceil(faults / FAULTS_PER_CALM_SCENE));
  const extra = Array.from({ length: faults - Math.min(faults, kinds.length) }, () =>
    random.weighed(kinds, (kind) => KINDS[kind].weight),
  );
  const drawn: SceneKind[] = [
    ...random.shuffled(kinds).slice(0, faults),
    ...extra,
    ...Array.from({ length: calm }, () => 'none' as const),
  ];
  const counts = shareOut(random, rings, drawn.length);
  return random
    .shuffled(drawn)
    .map((kind, index) => planScene(random, index + 1, kind, counts[index] ?? 1))
    .map((scene) => ({
      ...scene,
      // A panel would show every ring that the card on top does not.
      pageOpen: onTop ? KINDS[scene.kind].page === 'open' : scene.pageOpen,
      graceMs,
    }));
}

/** Returns the number of rings in a scene. */
export const ringsOf = (scene: Scene): number =>
  scene.calls.reduce((sum, call) => sum + call.rings.length, 0);

/** Gives each scene one ring and distributes the rest at random. Scenes then have one to about six. */
function shareOut(random: Random, total: number, scenes: number): number[] {
  const counts = Array.from({ length: scenes }, () => 1);
  for (let left = total - scenes; left > 0; left--) {
    const at = random.whole(0, scenes - 1);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function planScene(random: Random, number: number, kind: SceneKind, rings: number): Omit<Scene, 'graceMs'> {
  const { lasts, page } = KINDS[kind];
  const scene = {
    number,
    kind,
    lastsMs: random.whole(...lasts),
    pageOpen: page === 'open' || (page === 'either' && random.chance(0.75)),
    variant: random.chance(0.5),
  };
  const calls: CallPlan[] = [];
  for (let left = rings; left > 0;) {
    const call = planCall(random, scene, calls.length === 0, left);
    calls.push(call);
    left -= call.rings.length;
    // Two callers at once: the second call begins while the first still rings.
    if (left > 0 && random.chance(0.2)) {
      calls.push({ ...planCall(random, scene, false, 1), startMs: call.startMs + random.whole(0, 800) });
      left -= 1;
    }
  }
  return { ...scene, calls };
}

type Frame = Pick<Scene, 'kind' | 'lastsMs'>;

/**
 * The first call of a scene rings until it has been shown or its limit has passed. If the fault needs a live
 * call, it rings before the fault.
 */
function planCall(random: Random, frame: Frame, first: boolean, left: number): CallPlan {
  const needsOneBefore = first && (frame.kind === 'crm-killed' || frame.kind === 'hang-up-lost');
  const startMs = needsOneBefore ? -random.whole(2_500, 3_000) : startOf(random, frame, first);
  const hidden = random.chance(0.1);
  const talkMs = random.chance(0.25) ? random.whole(1_000, 3_000) : null;
  // Lasts longer than its limit, however long that is.
  const sure: RingPlan = { pauseMs: 0, until: 'shown', holdMs: random.whole(600, 2_500) };
  if (needsOneBefore && frame.kind === 'hang-up-lost' && talkMs !== null)
    return { startMs, rings: [{ ...sure, holdMs: 500 }], hidden: false, talkMs };
  if (needsOneBefore) return { startMs, rings: [{ ...sure, holdMs: 5_000 }], hidden: false, talkMs: null };
  if (!first && left >= 2 && random.chance(0.3))
    return { startMs, rings: queueRings(random, random.whole(2, Math.min(3, left))), hidden, talkMs };
  if (first || random.chance(0.35)) return { startMs, rings: [sure], hidden, talkMs };
  const lastsMs = random.chance(0.35) ? random.whole(1_000, 3_000) : random.whole(4_000, 8_000);
  return { startMs, rings: [{ pauseMs: 0, until: 'time', lastsMs }], hidden, talkMs };
}

function queueRings(random: Random, count: number): RingPlan[] {
  return Array.from({ length: count }, (_, index) => {
    const pauseMs = index === 0 ? 0 : pauseBetweenRings(random);
    return { pauseMs, until: 'time', lastsMs: random.whole(2_000, 4_000) };
  });
}

/** Pauses on the real wire are 3 to 12 s. The longest ones are rare here, to save time. */
const pauseBetweenRings = (random: Random): number =>
  random.chance(0.15) ? random.whole(6_000, 12_000) : random.whole(3_000, 5_000);

/** Returns when a call starts. Some calls ring before the fault, most during it, some right after. */
function startOf(random: Random, { kind, lastsMs }: Frame, first: boolean): number {
  // The worker dies only without calls, so no call rings at that moment.
  if (kind === 'killed-without-page' && first) return random.whole(600, 1_800);
  if (!first && random.chance(0.3)) return -random.whole(500, 2_500);
  if (kind === 'hot-desk') return lastsMs + random.whole(300, 2_500);
  // A fault with a duration, such as an absence or a suspension, begins between two calls as often as within
  // one.
  if (lastsMs > 0) return first ? random.whole(0, lastsMs) : random.whole(0, lastsMs + 3_000);
  return random.whole(0, first ? 1_200 : 4_000);
}
