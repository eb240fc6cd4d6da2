/** What is stored for the CRM that says who is calling: the plan, the token, and the agent's choices. */
import type { LookupAnswer } from '../../domain/calls/lookup-result.ts';
import type { CrmPlan } from '../../domain/crm-match/plan.ts';
import type { RecordChoice } from '../../domain/crm-match/record-choices.ts';
import { item, readAs } from './item.ts';
import { deleteKey, seal, sealedSchema, unseal } from './secret-key.ts';

/** How to ask the chosen CRM, without the token. Null for none. Written by the options page. */
export const crmPlanItem = item('local', 'crmPlan', (raw) => (raw ?? null) as CrmPlan | null);
/** Which record the agent chose for a number, oldest first. Written by the worker. */
export const recordChoicesItem = item('local', 'recordChoices', (raw): readonly RecordChoice[] =>
  Array.isArray(raw) ? (raw as RecordChoice[]) : [],
);
/** Whose the token and the choices are. Null if nobody has signed in since they were forgotten. */
const ownerItem = item('local', 'crmOwner', (raw) => (raw ?? null) as string | null);
/** The answer to the last check on the options page. Written by the worker, removed by the page. */
export const crmCheckItem = item('session', 'crmCheck', (raw) => (raw ?? null) as LookupAnswer | null);
/** Removes the answer to the last check. It may name a customer. */
export const forgetCrmCheck = (): Promise<void> => crmCheckItem.remove();

interface CrmSecret {
  /** The adapter and the origin that may receive the token (`CrmPlan.secretFor`). */
  readonly for: string;
  readonly value: string;
}

const SECRET = 'crmSecret';
/** The token in this browser session. In memory only. */
const sessionSecret = item('session', SECRET, (raw) => (raw ?? null) as CrmSecret | null);
/** The token, encrypted. */
const keptSecret = item('local', SECRET, readAs(sealedSchema, null));

/** Stores a token. `isKept`: also encrypted on the disk. Rejects if the browser's storage fails. */
export async function keepCrmSecret(secret: CrmSecret, isKept: boolean): Promise<void> {
  await sessionSecret.set(secret);
  if (isKept) await keptSecret.set(await seal(JSON.stringify(secret)));
  else await keptSecret.remove();
}

/** Resolves to the token if it is bound to `purpose`, else to null. */
export async function readCrmSecret(purpose: string): Promise<string | null> {
  const known = (await sessionSecret.get()) ?? (await unsealed());
  return known?.for === purpose ? known.value : null;
}

/** Resolves to true if the token is on the disk. */
export const isCrmSecretKept = async (): Promise<boolean> => (await keptSecret.get()) !== null;

async function unsealed(): Promise<CrmSecret | null> {
  const sealed = await keptSecret.get();
  const text = sealed === null ? null : await unseal(sealed);
  if (text === null) return null;
  const secret = JSON.parse(text) as CrmSecret;
  await sessionSecret.set(secret);
  return secret;
}

/** Forgets the token on the disk, and unless `onDiskOnly` also the one in memory. */
export async function forgetCrmSecret(onDiskOnly = false): Promise<void> {
  await Promise.all([keptSecret.remove(), onDiskOnly ? undefined : sessionSecret.remove()]);
}

/** The name of the lock. Whoever stores or ends a plan holds it, so that no plan ends its successor. */
export const CRM_LOCK = 'crm';

/** Forgets a CRM: the token, the choices, and at last the plan. */
export async function forgetCrm(): Promise<void> {
  await Promise.all([forgetCrmSecret(), forgetRecordChoices(), forgetCrmCheck()]);
  await crmPlanItem.set(null);
}

/**
 * Deletes the key of all secrets. A token on the disk is encrypted by a new one; it stays in memory alone if
 * that fails. Rejects if the key cannot be deleted.
 */
export async function renewCrmKey(): Promise<void> {
  const load = async (): Promise<CrmSecret | null> =>
    (await isCrmSecretKept()) ? ((await sessionSecret.get()) ?? (await unsealed())) : null;
  const secret = await load().catch(() => null);
  await deleteKey();
  if (secret !== null) await keepCrmSecret(secret, true).catch(() => forgetCrmSecret(true));
}

/** Forgets everything that belongs to the user who signs out: the token and the choices. */
export async function forgetCrmUser(): Promise<void> {
  await Promise.all([forgetCrmSecret(), forgetRecordChoices(), ownerItem.remove(), forgetCrmCheck()]);
}

/** Removes what the agent chose for numbers. */
export const forgetRecordChoices = (): Promise<void> => recordChoicesItem.remove();

/**
 * Notes who has signed in. Forgets the token and the choices of another user who was signed in before, and
 * resolves to true then.
 */
export async function changeCrmUser(whose: string): Promise<boolean> {
  const before = await ownerItem.get();
  if (before === whose) return false;
  if (before !== null) await forgetCrmUser();
  await ownerItem.set(whose);
  return before !== null;
}
