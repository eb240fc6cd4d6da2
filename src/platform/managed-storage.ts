/** The administrator's policy, as the two browsers deliver it. */
import browser from 'webextension-polyfill';

/**
 * Reads the policy. Null if the browser knows that there is none. Chrome returns `{}` if there is none, and
 * also while it has not read one yet. Rejects on any other failure.
 */
export async function managedPolicy(): Promise<Readonly<Record<string, unknown>> | null> {
  try {
    return await browser.storage.managed.get();
  } catch (thrown) {
    // Firefox has read its file by now, or knows that there is none.
    if (thrown instanceof Error && /not found/i.test(thrown.message)) return null;
    throw thrown;
  }
}

/** Calls `changed` when the policy has changed. Call it in the worker's first turn. */
export function onPolicyChange(changed: () => void): void {
  browser.storage.managed.onChanged.addListener(changed);
}
