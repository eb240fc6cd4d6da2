/** The CRM that the settings choose: its adapter, its plan, and whether its token is stored. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Adapter } from '../../../domain/crm-match/adapter.ts';
import { lintAdapter } from '../../../domain/crm-match/lint-adapter.ts';
import { makePlan } from '../../../domain/crm-match/make-plan.ts';
import { choiceKey, type CrmPlan } from '../../../domain/crm-match/plan.ts';
import { shippedAdapters } from '../../../platform/crm-adapters.ts';
import { log } from '../../../platform/log.ts';
import { sendAndConfirm } from '../../../platform/messaging/commands.ts';
import {
  CRM_LOCK,
  crmPlanItem,
  isCrmSecretKept,
  keepCrmSecret,
  readCrmSecret,
} from '../../../platform/storage/crm-items.ts';
import { storedSettings } from '../../../platform/storage/settings-store.ts';
import { usePage } from '../../app/page.tsx';
import { saveAgain } from '../../app/save-settings.ts';
import { logFailure } from '../../app/send-command.ts';
import { isSameJson } from '../../../domain/common/same-json.ts';

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
  /** True if the token is on the disk, or will be when it is typed. */
  readonly isSecretKept: boolean;
  /** Stores a token for this plan, and the plan. Rejects if the browser does not store them. */
  readonly keepSecret: (plan: CrmPlan, secret: string) => Promise<void>;
}

/** Follows the chosen CRM, and stores its plan for the worker whenever it changes. The worker ends it. */
export function useChosenCrm(adapter: Adapter | null): ChosenCrm {
  const { settings } = usePage();
  const made = adapter === null ? null : makePlan(adapter, settings);
  const plan = made?.ok === true ? made.plan : null;
  const [isSecretSet, setSecretSet] = useState(false);
  /** False for a token that was typed while the password was not kept. */
  const [isOnDisk, setOnDisk] = useState(true);
  const isKept = settings.keepSignedIn && settings.keepPassword;
  const purpose = plan?.secretFor ?? null;
  useEffect(() => {
    let isCurrent = true;
    const follow = async (): Promise<void> => {
      try {
        if (plan !== null) await keepPlan(plan);
      } finally {
        const isSet = purpose !== null && (await readCrmSecret(purpose)) !== null;
        const isStored = !isSet || (await isCrmSecretKept());
        if (isCurrent) {
          setSecretSet(isSet);
          setOnDisk(isStored);
        }
      }
    };
    logFailure('plan not stored', follow());
    return () => {
      isCurrent = false;
    };
  }, [JSON.stringify(plan), settings.crmAdapter, isKept]);
  return {
    plan,
    isSecretSet,
    isSecretKept: isKept && isOnDisk,
    async keepSecret(bound, value) {
      await keepPlan(bound, () => keepCrmSecret({ for: bound.secretFor, value }, isKept));
      setSecretSet(true);
      setOnDisk(isKept);
    },
  };
}

/**
 * Stores a plan, and then what belongs to it. The worker ends the plan of another CRM before. Rejects if the
 * settings do not choose this plan's CRM: another page or the administrator has chosen another one.
 */
async function keepPlan(plan: CrmPlan, then?: () => Promise<void>): Promise<void> {
  // The worker compares the plan with the stored settings.
  await saveAgain();
  const before = await crmPlanItem.get();
  const isChosen = async (): Promise<boolean> => choiceKey(await storedSettings()) === plan.choice;
  if (before !== null && before.secretFor !== plan.secretFor && (await isChosen()))
    await sendAndConfirm({ type: 'end-crm', choice: before.choice });
  await navigator.locks.request(CRM_LOCK, async () => {
    const last = await crmPlanItem.get();
    if ((last !== null && last.secretFor !== plan.secretFor) || !(await isChosen()))
      throw new Error('another CRM is chosen');
    if (!isSameJson(last, plan)) await crmPlanItem.set(plan);
    await then?.();
  });
}
