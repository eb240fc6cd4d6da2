/**
 * Follows the administrator's policy. Browsers deliver it late, and some drop it for a moment: the last one
 * holds until that is sure. The stored item is this worker's alone: what another hand writes there is
 * undone.
 */
import { log, messageOf } from '../../platform/log.ts';
import type { Item } from '../../platform/storage/items.ts';

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
    const asked = managed().catch(silent);
    const [told, stored, before] = await Promise.all([asked, kept.get(), lastTrue.get().catch(() => null)]);
    held ??= before ?? { policy: stored };
    const isDoubtful = told !== null && isSame(told, {}) && wait && !isSame(held.policy, {});
    if (isDoubtful) {
      const pause = held.policy === undefined ? FIRST_RUN_MS : GONE_AFTER_MS;
      doubting = setTimeout(() => void take(false), pause);
    } else {
      held = { policy: told ?? {} };
      if (!isSame(held, before)) await lastTrue.set(held).catch(note);
    }
    // Read anew: another hand may have written while the browser was asked.
    await put(held.policy, await kept.get());
  }

  /** Writes nothing where that stands there already: such a write could call for the next one. */
  async function put(policy: unknown, stored: unknown): Promise<void> {
    if (!isSame(policy, stored)) await (policy === undefined ? kept.remove() : kept.set(policy));
  }

  function hear(stored: unknown): void {
    // The look that this worker begins with puts it right.
    if (held === null) return;
    if (isSame(stored, held.policy)) changed();
    else {
      log('warn', 'policy restored');
      put(held.policy, stored).catch(note);
    }
  }

  kept.watch(hear);
  return { look: () => take(true) };
}

/** Silence is no word on there being none. */
function silent(thrown: unknown): Readonly<Record<string, unknown>> {
  note(thrown);
  return {};
}

const note = (thrown: unknown): void => log('warn', 'policy not read or stored', { why: messageOf(thrown) });

/** Whether two values say the same. Chrome's stores sort the names of an object: their order says nothing. */
const isSame = (a: unknown, b: unknown): boolean => spelled(a) === spelled(b);

function spelled(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
