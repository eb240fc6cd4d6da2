/** Gives back the permission for hosts that the settings no longer need. */
import { isNeededHost, isSameHost, releasedHosts } from '../../domain/account/required-hosts.ts';
import { choiceKey } from '../../domain/crm-match/plan.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { removeHostPermission } from '../../platform/host-permissions.ts';
import { log, messageOf } from '../../platform/log.ts';
import { crmPlanItem, forgetCrmSecret } from '../../platform/storage/crm-items.ts';

/**
 * Gives back what `before` needed and `after` does not. The host of the CRM to ask is kept. Never rejects.
 */
export async function releaseHosts(before: Settings, after: Settings): Promise<void> {
  try {
    const plan = await crmPlanItem.get();
    const isLeft = before.crmAdapter !== '' && before.crmAdapter !== after.crmAdapter;
    // The token of a CRM that is no longer asked has no use.
    if (isLeft) await forgetCrmSecret();
    const left = isLeft && plan?.secretFor.startsWith(`${before.crmAdapter} `) === true ? [plan.base] : [];
    const released = [...releasedHosts(before, after), ...left];
    if (released.length === 0) return;
    const isAsked = (address: string): boolean =>
      plan !== null && plan.choice === choiceKey(after) && isSameHost(address, plan.base);
    for (const address of released)
      if (!isAsked(address) && !isNeededHost(address, after)) await removeHostPermission(address);
  } catch (thrown) {
    log('warn', 'host not given back', { why: messageOf(thrown) });
  }
}
