/**
 * The whole path of hostile messages, from the wire through the state to the effects: no exception, a valid
 * state, alerts of the agent's own lines only, and an alert for a ring afterwards.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reduce } from '../../src/domain/calls/reducer.ts';
import { notificationText } from '../../src/domain/alerts/texts.ts';
import { summarize } from '../../src/domain/callers/summarize.ts';
import { transition, type Transition } from '../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../src/domain/settings/read-settings.ts';
import { waitingQueues } from '../../src/domain/calls/queues.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { RESERVED, serverMessage } from '../support/malicious-values.ts';
import {
  AGENT_START,
  around,
  call,
  line,
  SERVER_START,
  createFullDecoder,
} from '../support/event-builders.ts';
import type { CallEvent } from '../../src/domain/calls/events.ts';
import { type CallState, initialState } from '../../src/domain/calls/state.ts';
import { nextTick } from '../../src/domain/calls/expiry.ts';
import type { Effect } from '../../src/domain/alerts/effects.ts';

const OWN = 'SIPSIP1';
const settings = readSettings(
  { crmLink: 'https://crm.example.com/?id={callId}&n={phone}', lookupUrl: 'https://crm.example.com/who' },
  {},
);
const start = reduce(initialState, {
  kind: 'signed-in',
  who: 'me',
  scope: { kind: 'picked', lineIds: [OWN], userId: null },
  at: AGENT_START,
});
const reserved: readonly string[] = RESERVED;
const OWN_RING = line('NEWCALL', call({ ivrid: 'own-ring', callStarted: SERVER_START + 3_000 }), {
  envelope: { servertime: SERVER_START + 3_000 },
});

const step = (state: CallState, event: CallEvent, at: number): Transition =>
  transition(state, event, settings, around({ at }));

function check(state: CallState, effects: readonly Effect[]): void {
  for (const part of [state.calls, state.lines, state.queues, state.waiting, state.waited, state.aliases]) {
    if (Object.getPrototypeOf(part) !== Object.prototype) throw new Error('a part of the state is not plain');
    if (Object.keys(part).some((key) => reserved.includes(key)))
      throw new Error('a reserved name is a key of the state');
  }
  for (const [callId, kept] of Object.entries(state.calls)) {
    if (kept.callId !== callId || Object.keys(kept.legs).some((lineId) => lineId !== OWN))
      throw new Error('a call is not what it is kept as');
  }
  for (const effect of effects) {
    const shown =
      'callId' in effect && Object.hasOwn(state.calls, effect.callId)
        ? state.calls[effect.callId]
        : undefined;
    if ('callId' in effect && shown === undefined && effect.kind !== 'clear-notification')
      throw new Error(`${effect.kind} of no call`);
    if (shown !== undefined && effect.kind === 'notify')
      notificationText(summarize(state, shown, settings.region), shown.phase, settings);
  }
  waitingQueues(state);
}

/** The stories are told in parts, so that a failure comes soon. */
const PARTS = [1, 2, 3, 4];
const PART_CASES = CASES / PARTS.length;

it.each(PARTS)(
  `part %i of ${String(CASES)} hostile stories leaves a valid state, and the next own ring alerts`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    let alerts = 0;
    fc.assert(
      fc.property(fc.array(serverMessage, { maxLength: 4 }), (story) => {
        const decode = createFullDecoder();
        let { state, at } = { state: start, at: AGENT_START };
        const hear = (name: Parameters<typeof decode>[0], payload: unknown): readonly Effect[] => {
          at += 1_000;
          const decoded = decode(name, payload, at);
          const next = decoded.kind === 'event' ? step(state, decoded.event, at) : { state, effects: [] };
          check(next.state, next.effects);
          state = next.state;
          return next.effects;
        };
        for (const [name, payload] of story)
          alerts += hear(name, payload).filter(({ kind }) => kind === 'notify').length;
        const due = nextTick(state);
        if (due !== null && step(state, { kind: 'tick', at: due }, due).state === state)
          throw new Error('the clock stands still');
        const effects = hear('ExtensionEvent', OWN_RING);
        if (
          !effects.some((effect) =>
            state.isCrowd
              ? effect.kind === 'notify-crowd'
              : effect.kind === 'notify' && effect.callId === 'own-ring',
          )
        )
          throw new Error('our ring did not alert');
        if (JSON.stringify(state.calls) !== JSON.stringify(structuredClone(state.calls)))
          throw new Error('the state cannot be stored');
      }),
      { numRuns: PART_CASES },
    );
    expect(alerts).toBeGreaterThan(PART_CASES / 10);
  },
);
