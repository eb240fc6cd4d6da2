/**
 * Follows the administrator's policy. Browsers deliver it late, and some drop it for a moment. The last
 * policy therefore stays until its removal is certain. Only this worker may write the stored item. If another
 * writer changes it, the worker restores it.
 */
import { log, logThrown } from '../../platform/log.ts';
import { retryForever } from '../../platform/async/retry.ts';
import type { Item } from '../../platform/storage/items.ts';

/** The policy that the worker found to be true. `{}` means none. */
export interface TruePolicy {
  readonly policy: unknown;
}

/** What the policy watch needs. */
export interface PolicySyncDeps {
  /**
   * Reads `storage.managed`. Null if the browser reports that there is no policy. Rejects if the browser
   * reports nothing.
   */
  readonly managed: () => Promise<Readonly<Record<string, unknown>> | null>;
  /** The policy as pages and worker read it. Undefined before the browser first reported one. */
  readonly kept: Item<unknown> & { remove(): Promise<void> };
  /**
   * What a worker of this browser session last found to be true. The next worker uses it to detect what
   * another writer changed.
   */
  readonly lastTrue: Pick<Item<TruePolicy | null>, 'get' | 'set'>;
  /** Called when the stored policy has changed and is the true one. */
  readonly changed: () => void;
}

/** Follows the policy. */
export interface PolicySync {
  /**
   * Reads the policy. Call it at the start of the worker and whenever the browser reports a change. If the
   * store fails, tries again until it works. Never rejects.
   */
  check(): Promise<void>;
}

/**
 * On a first run, no policy within this time means that there is none, in ms. Chrome delivers a policy some 3
 * s after its start (docs/browsers.md 6).
 */
const FIRST_RUN_MS = 5_000;
/** A known policy counts as removed if it is missing for this long, in ms. */
const GONE_AFTER_MS = 10_000;

/** Creates the watch. Call it in the worker's first turn. */
export function createPolicySync({ managed, kept, lastTrue, changed }: PolicySyncDeps): PolicySync {
  let doubting: ReturnType<typeof setTimeout> | undefined;
  /** The policy that the item must hold. Null until this worker has read it. */
  let held: TruePolicy | null = null;
  /** The number of the newest check. It replaces the older ones. */
  let newest = 0;

  async function check(wait: boolean): Promise<void> {
    const mine = ++newest;
    await retryForever(
      { isWanted: () => mine === newest, trouble: 'policy not read or stored', random: Math.random },
      () => take(wait),
    );
  }

  async function take(wait: boolean): Promise<void> {
    clearTimeout(doubting);
    const asked = managed().catch(silent);
    const [told, stored, before] = await Promise.all([asked, kept.get(), lastTrue.get().catch(() => null)]);
    held ??= before ?? { policy: stored };
    const isKnown = held.policy !== undefined;
    const isEmpty = told !== null && isSame(told, {}) && !isSame(held.policy, {});
    // A known policy is never dropped because of a failed read. On a first run a browser without policies may
    // fail forever.
    if (isEmpty && (wait || (told === FAILED && isKnown))) {
      const pause = isKnown ? GONE_AFTER_MS : FIRST_RUN_MS;
      doubting = setTimeout(() => void check(false), pause);
    } else {
      held = { policy: told ?? {} };
      if (!isSame(held, before)) await lastTrue.set(held).catch(note);
    }
    // Reads again, because another writer may have changed the item during the wait for the browser.
    await put(held.policy, await kept.get());
  }

  /** Writes the policy unless it is already stored. A needless write could cause the next one. */
  async function put(policy: unknown, stored: unknown): Promise<void> {
    if (!isSame(policy, stored)) await (policy === undefined ? kept.remove() : kept.set(policy));
  }

  function hear(stored: unknown): void {
    // Not read yet. The first `check` of this worker corrects the item.
    if (held === null) return;
    if (isSame(stored, held.policy)) changed();
    else {
      log('warn', 'policy restored');
      put(held.policy, stored).catch(note);
    }
  }

  kept.watch(hear);
  return { check: () => check(true) };
}

/** The result of a read that failed. Like any `{}`, it does not prove at once that there is no policy. */
const FAILED: Readonly<Record<string, unknown>> = {};

/** Logs a failed read. */
function silent(thrown: unknown): typeof FAILED {
  note(thrown);
  return FAILED;
}

const note = logThrown('warn', 'policy not read or stored');

/** True if two values are equal. Ignores the order of an object's keys, because Chrome's stores sort them. */
const isSame = (a: unknown, b: unknown): boolean => spelled(a) === spelled(b);

function spelled(value: unknown): string | undefined {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );
}
