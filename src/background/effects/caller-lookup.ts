/** Reports calls to the customer's endpoint and returns its answer about the caller. */
import type { Call } from '../../domain/calls/call.ts';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { expectsAnswer, type LookupRequest } from '../../domain/calls/caller-lookup.ts';
import type { LookupAnswer } from '../../domain/calls/lookup-result.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { lookupCauseOf, lookupRequest } from '../../voicenter/lookup.ts';
import { requestLookup } from '../http/lookup-request.ts';
import type { CrmMatch } from './crm-match.ts';
import type { CallId } from '../../domain/common/types.ts';

/** A call, and what the newest message said of it. */
export type ReportedCall = CallSummary &
  Pick<Call, 'received'> & {
    /** True while the call waits for an answer. */
    readonly isAsking: boolean;
  };

/** Sends the reports of calls. */
export interface CallerLookup {
  /** Sends one report, after the earlier reports of the same call. Does not wait for the answer. */
  tell(news: LookupRequest, call: ReportedCall, settings: Settings): void;
}

/**
 * Creates the reporter. It calls `heard` with each answer of the endpoint that may name the caller. If a CRM
 * is chosen, the CRM is asked instead, and the endpoint only receives its reports.
 */
export function createCallerLookup(
  heard: (callId: CallId, answer: LookupAnswer) => void,
  askCrm: CrmMatch['ask'],
): CallerLookup {
  /**
   * The last report of each call. Reports go out in order: an endpoint that receives the end before the
   * beginning would keep the call open for ever.
   */
  const last = new Map<CallId, Promise<void>>();
  return {
    tell(news, call, settings) {
      const { callId } = news;
      const { lookupUrl, lookupMethod, region, crmAdapter } = settings;
      const facts = { ...factsOf(call), region };
      if (crmAdapter !== '' && call.isAsking) void askCrm(callId, facts.phone, settings);
      if (lookupUrl === '') return;
      const request = lookupRequest(lookupUrl, lookupMethod, facts, news.phase);
      const turn = (last.get(callId) ?? Promise.resolve()).then(async () => {
        const answer = await requestLookup(request);
        if (crmAdapter === '' && expectsAnswer(call, news)) heard(callId, answer);
      });
      last.set(callId, turn);
      void turn.then(() => {
        if (last.get(callId) === turn) last.delete(callId);
      });
    },
  };
}

const factsOf = (call: ReportedCall) => ({
  phone: call.caller.kind === 'external' ? (call.caller.number ?? '') : '',
  callerName: call.label ?? '',
  callId: call.callId,
  lineId: call.lineId,
  did: call.dialed,
  direction: call.direction,
  startedAt: call.startedAt,
  answeredAt: call.talkingAt,
  cause: lookupCauseOf(call.outcome),
  received: call.received,
});
