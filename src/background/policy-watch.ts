/**
 * Follows the administrator's policy. Browsers deliver it late, and some drop it for a moment: the last one
 * holds until that is sure. The stored item is this worker's alone: what another hand writes there is
 * undone.
 */
import { log, messageOf } from '../platform/log.ts';
import type { Item } from '../platform/storage.ts';

/** The policy that the worker has found to be true, `{}` for none. */
export interface TruePolicy {
  readonly policy: unknown;
}

export interface PolicyEdge {
  /** What `storage.managed` holds; null where the browser says that there is none. Rejects where it does not say. */
  readonly managed: () => Promise<Readonly<Record<string, unknown>> | null>;
  /** The policy as pages and worker read it; undefined before it was ever told. */
  readonly kept: Item<unknown> & { remove(): Promise<void> };
  /**
   * What a worker of this browser session last found to be true: by it the next worker knows what another
   * hand wrote.
   */
  readonly lastTrue: Pick<Item<TruePolicy | null>, 'get' | 'set'>;
  /** The kept policy has changed, and it is the true one. */
  readonly changed: () => void;
}

export interface PolicyWatch {
  /** Reads the policy, at the start of the worker and whenever the browser says that it has changed. */
  look(): Promise<void>;
}

/**
 * Chrome hands a policy over some 3 s after its start (docs/browsers.md 6): without one in this time, in ms,
 * there is none on a first run…
 */
const FIRST_RUN_MS = 5_000;
/** …and one that was there has been taken away after this. */
const GONE_AFTER_MS = 10_000;

/** To be called in the worker's first turn. */
export function createPolicyWatch({ managed, kept, lastTrue, changed }: PolicyEdge): PolicyWatch {
  let doubting: ReturnType<typeof setTimeout> | undefined;
  /** What the item has to hold; null until this worker has looked. */
  let held: TruePolicy | null = null;

  async function take(wait: boolean): Promise<void> {
    clearTimeout(doubting);
    doubting = undefined;
    const [told, stored, before] = await Promise.all([ask(), kept.get(), remembered()]);
    held ??= before ?? { policy: stored };
    if (told !== null && Object.keys(told).length > 0) await believe(told, before);
    else if (told === null || !wait || isEmpty(held.policy)) await believe({}, before);
    else doubting = setTimeout(() => void take(false), held.policy === undefined ? FIRST_RUN_MS : GONE_AFTER_MS);
    // Read anew: another hand may have written while the browser was asked.
    await put(held.policy, await kept.get());
  }

  /** Silence is no word on there being none. */
  async function ask(): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      return await managed();
    } catch (thrown) {
      log('warn', 'policy not read', { why: messageOf(thrown) });
      return {};
    }
  }

  /** What is not remembered costs the next worker its certainty, never this one the policy. */
  async function remembered(): Promise<TruePolicy | null> {
    return lastTrue.get().catch((thrown: unknown) => {
      log('warn', 'last policy not read', { why: messageOf(thrown) });
      return null;
    });
  }

  async function believe(policy: object, before: TruePolicy | null): Promise<void> {
    held = { policy };
    if (isSame(policy, before?.policy)) return;
    await lastTrue.set(held).catch((thrown: unknown) => log('warn', 'last policy not stored', { why: messageOf(thrown) }));
  }

  /**
   * Writes nothing where that stands there already: a write that changes nothing could call for the next
   * one.
   */
  async function put(policy: unknown, stored: unknown): Promise<void> {
    if (!isSame(policy, stored)) await (policy === undefined ? kept.remove() : kept.set(policy));
  }

  function hear(stored: unknown): void {
    // The look that this worker begins with puts it right.
    if (held === null) return;
    if (isSame(stored, held.policy)) {
      changed();
      return;
    }
    log('warn', 'policy restored');
    put(held.policy, stored).catch((thrown: unknown) => log('error', 'policy not restored', { why: messageOf(thrown) }));
  }

  kept.watch(hear);
  return { look: () => take(true) };
}

/** Known to be none, unlike undefined. */
const isEmpty = (policy: unknown): boolean => isObject(policy) && Object.keys(policy).length === 0;

const isObject = (raw: unknown): raw is object => typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Chrome's stores sort the names of an object, so their order says nothing. */
const isSame = (a: unknown, b: unknown): boolean => spelled(a) === spelled(b);

function spelled(value: unknown): string | undefined {
  const inOrder = (each: object): object => Object.fromEntries(Object.entries(each).sort(byName));
  return JSON.stringify(value, (_, each: unknown) => (isObject(each) ? inOrder(each) : each));
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
