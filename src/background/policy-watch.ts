/** Follows the administrator's policy. Browsers deliver it late, and some drop it for a moment: the last one holds until that is sure. */
import { log, messageOf } from '../platform/log.ts';
import type { Item } from '../platform/storage.ts';

export interface PolicyEdge {
  /** What `storage.managed` holds; null where the browser says that there is none. Rejects where it does not say. */
  readonly managed: () => Promise<Readonly<Record<string, unknown>> | null>;
  readonly kept: Item<unknown>;
}

export interface PolicyWatch {
  /** Reads the policy, at the start of the worker and whenever the browser says that it has changed. */
  look(): Promise<void>;
}

/** Chrome hands a policy over some 3 s after its start (docs/browsers.md 6): without one in this time, in ms, there is none on a first run… */
const FIRST_RUN_MS = 5_000;
/** …and one that was there has been taken away after this. */
const GONE_AFTER_MS = 10_000;

export function createPolicyWatch(edge: PolicyEdge): PolicyWatch {
  let doubting: ReturnType<typeof setTimeout> | undefined;

  async function take(wait: boolean): Promise<void> {
    clearTimeout(doubting);
    doubting = undefined;
    const told = await ask();
    const kept = await edge.kept.get();
    if (told !== null && Object.keys(told).length > 0) return keep(told, kept);
    const isSure = told === null || !wait || isEmpty(kept);
    if (isSure) return keep({}, kept);
    doubting ??= setTimeout(() => void take(false), kept === undefined ? FIRST_RUN_MS : GONE_AFTER_MS);
  }

  /** Silence is no word on there being none. */
  async function ask(): Promise<Readonly<Record<string, unknown>> | null> {
    try {
      return await edge.managed();
    } catch (thrown) {
      log('warn', 'policy not read', { why: messageOf(thrown) });
      return {};
    }
  }

  async function keep(policy: Readonly<Record<string, unknown>>, kept: unknown): Promise<void> {
    if (JSON.stringify(policy) !== JSON.stringify(kept)) await edge.kept.set(policy);
  }

  return { look: () => take(true) };
}

/** Known to be none, unlike undefined. */
const isEmpty = (kept: unknown): boolean => typeof kept === 'object' && kept !== null && Object.keys(kept).length === 0;
