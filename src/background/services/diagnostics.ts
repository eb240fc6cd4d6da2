/** The worker's part of the diagnostics: facts that no page can see. */
import type { Settings } from '../../domain/settings/settings.ts';
import { workerFactsItem } from '../../platform/storage/items.ts';
import { lookupRequest, type LookupFacts } from '../../voicenter/lookup.ts';
import type { Monitor } from '../connection/monitor.ts';
import { requestLookup } from '../http/lookup-request.ts';
import type { Millis } from '../../domain/common/types.ts';
import { pause } from '../../platform/async/timeout.ts';

/** How long a healthy server takes at most to answer the request for a sign of life, in ms. */
const ANSWER_MS = 1_000;

/** Asks the server for a sign of life. Stores how long ago the server sent one. Takes `ANSWER_MS`. */
export async function gatherWorkerFacts(
  link: Pick<Monitor, 'check' | 'facts'>,
  now: () => Millis,
): Promise<void> {
  link.check();
  await pause(ANSWER_MS);
  await workerFactsItem.set({ ...link.facts(), at: now(), lookup: null });
}

/** A made-up number with a telling id. An endpoint that keeps a log can tell it from a real call. */
const SAMPLE: Omit<LookupFacts, 'region'> = {
  phone: '0501234567',
  callerName: '',
  callId: 'ringside-test',
  lineId: '',
  did: '',
  direction: 'incoming',
  startedAt: null,
  answeredAt: null,
  cause: '',
  received: null,
};

/** Asks the customer's endpoint about a made-up caller. Stores whether the endpoint answers as it should. */
export async function askSampleLookup({ lookupUrl, lookupMethod, region }: Settings): Promise<void> {
  const answer = await requestLookup(
    lookupRequest(lookupUrl, lookupMethod, { ...SAMPLE, region }, 'Ringing'),
  );
  const facts = await workerFactsItem.get();
  if (facts !== null)
    await workerFactsItem.set({ ...facts, lookup: answer.kind === 'found' ? 'found' : answer.why });
}
