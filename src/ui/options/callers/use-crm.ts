/** The CRM that the settings choose: its adapter, its plan, and whether its token is stored. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { isNeededHost, isSameHost } from '../../../domain/account/required-hosts.ts';
import type { Adapter } from '../../../domain/crm-match/adapter.ts';
import { lintAdapter } from '../../../domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../../domain/crm-match/make-plan.ts';
import type { CrmPlan } from '../../../domain/crm-match/plan.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { shippedAdapters } from '../../../platform/crm-adapters.ts';
import { removeHostPermission } from '../../../platform/host-permissions.ts';
import { log } from '../../../platform/log.ts';
import {
  crmPlanItem,
  forgetCrmSecret,
  keepCrmSecret,
  readCrmSecret,
} from '../../../platform/storage/crm-items.ts';
import { usePage } from '../../app/page.tsx';
import { logFailure } from '../../app/send-command.ts';

/**
 * Returns the adapters that may be chosen, or null until they are read. An administrator's adapter replaces a
 * shipped one with the same id. One with a mistake is left out.
 */
export function useAdapters(): readonly Adapter[] | null {
  const { settings } = usePage();
  const [shipped, setShipped] = useState<readonly unknown[] | null>(null);
  useEffect(() => {
    const read = shippedAdapters().catch(() => []);
    logFailure('adapters not read', read.then(setShipped));
  }, []);
  const own = settings.crmAdapters;
  return useMemo(() => (shipped === null ? null : validOf([...shipped, ...own])), [shipped, own.join()]);
}

function validOf(all: readonly unknown[]): readonly Adapter[] {
  const byId = new Map<string, Adapter>();
  for (const raw of all) {
    const linted = lintAdapter(raw);
    if (linted.ok) byId.set(linted.adapter.id, linted.adapter);
    else log('warn', 'adapter not valid');
  }
  return [...byId.values()];
}

/** The plan of the chosen CRM, and its token. */
export interface ChosenCrm {
  /** Null while a field is missing or does not fit. */
  readonly plan: CrmPlan | null;
  readonly isSecretSet: boolean;
  /** Stores a token for this plan, and the plan. Rejects if the browser does not store them. */
  readonly keepSecret: (plan: CrmPlan, secret: string) => Promise<void>;
}

/** Follows the chosen CRM, and stores its plan for the worker whenever it changes. */
export function useChosenCrm(adapter: Adapter | null): ChosenCrm {
  const { settings } = usePage();
  const made = adapter === null ? null : makePlan(adapter, settings);
  const plan = made?.ok === true ? made.plan : null;
  const [isSecretSet, setSecretSet] = useState(false);
  const purpose = plan?.secretFor ?? null;
  useEffect(() => {
    let isCurrent = true;
    const follow = async (): Promise<void> => {
      if (plan !== null) await keepPlan(plan, settings);
      else if (settings.crmAdapter === '') await forgetPlan(settings);
      const isSet = purpose !== null && (await readCrmSecret(purpose)) !== null;
      if (isCurrent) setSecretSet(isSet);
    };
    logFailure('plan not stored', follow());
    return () => {
      isCurrent = false;
    };
  }, [JSON.stringify(plan), settings.crmAdapter]);
  return {
    plan,
    isSecretSet,
    async keepSecret(bound, value) {
      await keepPlan(bound, settings);
      await keepCrmSecret({ for: bound.secretFor, value }, settings.keepSignedIn && settings.keepPassword);
      setSecretSet(true);
    },
  };
}

/** Stores a plan. A token that was stored for another adapter or origin is forgotten. */
async function keepPlan(plan: CrmPlan, settings: Settings): Promise<void> {
  const before = await crmPlanItem.get();
  if (before !== null && before.secretFor !== plan.secretFor)
    await (isSameHost(before.base, plan.base) ? forgetCrmSecret() : release(before, settings));
  if (JSON.stringify(before) !== JSON.stringify(plan)) await crmPlanItem.set(plan);
}

async function forgetPlan(settings: Settings): Promise<void> {
  const before = await crmPlanItem.get();
  if (before === null) return;
  await release(before, settings);
  await crmPlanItem.set(null);
}

/** Forgets the token of a plan, and gives its host back to the browser unless another setting names it. */
async function release({ base }: CrmPlan, settings: Settings): Promise<void> {
  await forgetCrmSecret();
  if (!isNeededHost(base, settings)) await removeHostPermission(base);
}
