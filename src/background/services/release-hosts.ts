/** Gives back what the settings no longer need: the permission for hosts, and the CRM that was asked. */
import { isNeededHost, isSameHost, releasedHosts } from '../../domain/account/required-hosts.ts';
import { type CrmPlan, isCrmOf } from '../../domain/crm-match/plan.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { removeHostPermission } from '../../platform/host-permissions.ts';
import { log, messageOf } from '../../platform/log.ts';
import { CRM_LOCK, crmPlanItem, forgetCrm } from '../../platform/storage/crm-items.ts';
import { storedSettings } from '../../platform/storage/settings-store.ts';

/**
 * Gives back the hosts that `before` needed and `after` does not. The host of the CRM to ask is kept. A CRM
 * that the settings no longer choose ends. Null for settings that nobody knows. Never rejects.
 */
export async function releaseHosts(before: Settings | null, after: Settings): Promise<void> {
  try {
    await endCrm((plan, settings) => !isCrmOf(plan, settings));
    const plan = await crmPlanItem.get();
    for (const address of before === null ? [] : releasedHosts(before, after))
      if (plan === null || !isSameHost(address, plan.base)) await removeHostPermission(address);
  } catch (thrown) {
    log('warn', 'host not given back', { why: messageOf(thrown) });
  }
}

/**
 * Forgets the CRM that is asked if `isOver` returns true: its plan, its token and the records that the agent
 * chose. Also gives back its host, unless another setting needs it. Nobody else ends a CRM. Reads plan and
 * settings anew, because a page may have stored others meanwhile. Rejects if the browser's storage fails; the
 * plan then stays, so that the next try ends it.
 */
export const endCrm = (isOver: (plan: CrmPlan, settings: Settings) => boolean): Promise<void> =>
  navigator.locks.request(CRM_LOCK, async () => {
    const [plan, settings] = await Promise.all([crmPlanItem.get(), storedSettings()]);
    if (plan === null || !isOver(plan, settings)) return;
    if (!isNeededHost(plan.base, settings)) await removeHostPermission(plan.base);
    await forgetCrm();
  });
