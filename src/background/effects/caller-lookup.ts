/** Tells the customer's endpoint of calls, and brings back what it says of the caller. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { asksWho, type LookupNews } from '../../domain/calls/caller-lookup.ts';
import type { LookupAnswer } from '../../domain/calls/lookup-result.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { causeOf, lookupRequest } from '../../voicenter/lookup.ts';
import { lookUp } from '../http/lookup-request.ts';
import type { CallId } from '../../domain/common/types.ts';

export interface CallerLookup {
  /** Tells one news, after the earlier ones of the same call; does not wait for the answer. */
  tell(news: LookupNews, call: CallSummary, settings: Pick<Settings, 'lookupUrl' | 'lookupMethod'>): void;
}

/** `heard` is called with each answer that may say who calls. */
export function createCallerLookup(heard: (callId: CallId, answer: LookupAnswer) => void): CallerLookup {
  /** An endpoint that hears of the end before the beginning would keep the call open for ever. */
  const last = new Map<CallId, Promise<void>>();
  return {
    tell(news, call, { lookupUrl, lookupMethod }) {
      const { callId } = news;
      const request = lookupRequest(lookupUrl, lookupMethod, factsOf(call), news.phase);
      const turn = (last.get(callId) ?? Promise.resolve()).then(async () => {
        const answer = await lookUp(request);
        if (asksWho(call, news)) heard(callId, answer);
      });
      last.set(callId, turn);
      void turn.then(() => {
        if (last.get(callId) === turn) last.delete(callId);
      });
    },
  };
}

const factsOf = (call: CallSummary) => ({
  phone: call.caller.kind === 'external' ? call.caller.number : '',
  callerName: call.name,
  callId: call.callId,
  lineId: call.lineId,
  did: call.dialed,
  direction: call.direction,
  startedAt: call.startedAt,
  answeredAt: call.talkingAt,
  cause: causeOf(call.outcome),
});
