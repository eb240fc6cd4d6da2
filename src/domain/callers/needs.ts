/** What the worker must read about a caller, and whether a ring waits for it. Pure. */
import { type Call, isIncoming, isOpen, numberOf } from '../calls/call.ts';
import { asksForCaller } from '../rules/rules.ts';
import type { Settings } from '../settings/settings.ts';

type NeedSettings = Pick<Settings, 'rules' | 'openWhen' | 'crmLink' | 'newRecordLink' | 'moreLinks'>;

/** True when the change from `old` to `call` is a ring of an outside number, or brings the number. */
export const isCallerSought = (old: Call | undefined, call: Call): boolean =>
  isIncoming(call) &&
  !call.isTest &&
  call.caller.kind === 'external' &&
  call.caller.number !== null &&
  isOpen(call) &&
  (call.alerts > (old?.alerts ?? 0) || old === undefined || numberOf(old.caller) !== call.caller.number);

/**
 * True when a ring is judged by who is calling: by a rule, or because a page of the caller opens with the
 * ring. The worker then looks for the caller first, for some ms at most.
 */
export const isCallerFirst = ({ rules, openWhen }: NeedSettings): boolean =>
  openWhen === 'ring' || rules.some((rule) => rule.open === 'ring' || asksForCaller(rule));

/** True when a ring needs its caller even if no contacts are imported. */
export const needsCaller = (settings: NeedSettings): boolean =>
  needsEarlierCalls(settings) || settings.rules.some(asksForCaller);

/** True when a rule or a link needs the times of the earlier calls. */
export const needsEarlierCalls = ({ rules, crmLink, newRecordLink, moreLinks }: NeedSettings): boolean =>
  rules.some(({ when }) => when.calledBefore !== undefined) ||
  [crmLink, newRecordLink, ...moreLinks.map(({ template }) => template)].some((template) =>
    /\{\s*callsToday\b/i.test(template),
  );
