/** Parsers for the settings that choose the CRM to ask. */
import type { CrmField } from '../crm-match/plan.ts';
import { err, type LeftOut, ok, type SettingRow, text } from './parsers.ts';

/** Most values that an adapter asks for. */
export const MAX_CRM_FIELDS = 12;
/** Longest of these values, in characters. */
export const MAX_CRM_VALUE_LENGTH = 300;
/** Most adapters of an administrator, and the longest of them in characters. */
export const MAX_CRM_ADAPTERS = 10;
export const MAX_CRM_ADAPTER_LENGTH = 20_000;

const isName = (raw: unknown): raw is string => typeof raw === 'string' && /^[a-z][\w-]{0,39}$/i.test(raw);

/** The row for the id of the chosen adapter. '' for none. */
export const crmAdapter: SettingRow<string> = {
  fallback: '',
  parse: (raw) => (raw === '' || isName(raw) ? ok(raw) : err('unknown-choice')),
};

/** The row for what the adapter asks for besides the secret. The options page judges the values. */
export const crmFields: SettingRow<readonly CrmField[]> = {
  fallback: [],
  parse(raw) {
    if (!Array.isArray(raw) || raw.length > MAX_CRM_FIELDS) return err('unknown-choice');
    const fields = raw.map((each: unknown): CrmField | null => {
      const { id, value } = Object(each) as Record<string, unknown>;
      const read = text(value);
      return isName(id) && typeof value === 'string' && read.length <= MAX_CRM_VALUE_LENGTH
        ? { id, value: read }
        : null;
    });
    const fit = fields.filter((each) => each !== null);
    const isSound = fit.length === raw.length && new Set(fit.map(({ id }) => id)).size === fit.length;
    return isSound ? ok(fit) : err('unknown-choice');
  },
};

/** The row for the adapters of an administrator, each as JSON text. One that is no short text is left out. */
export const crmAdapters: SettingRow<readonly string[]> = {
  fallback: [],
  parse(raw) {
    if (!Array.isArray(raw)) return err('unknown-choice');
    const fits = (each: unknown): each is string =>
      typeof each === 'string' && each.length <= MAX_CRM_ADAPTER_LENGTH;
    const leftOut = raw.flatMap((each: unknown, at): LeftOut[] =>
      fits(each) && at < MAX_CRM_ADAPTERS ? [] : [{ at, fault: 'unknown-choice' }],
    );
    return { ok: true, value: raw.slice(0, MAX_CRM_ADAPTERS).filter(fits), leftOut };
  },
};
