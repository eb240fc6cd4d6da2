/** The whole way of hostile messages, from the wire into the book and to what is owed: no exception, a sound book, alerts of the agent's own lines only, and a ring after all that alerts. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reduce } from '../../src/domain/calls/reducer.ts';
import { judge } from '../../src/domain/alerts/evaluate.ts';
import { notificationText } from '../../src/domain/alerts/texts.ts';
import { summarize } from '../../src/domain/calls/call-summary.ts';
import { reactions } from '../../src/domain/alerts/side-effects.ts';
import { readSettings } from '../../src/domain/settings/settings.ts';
import { waitingQueues } from '../../src/domain/calls/queues.ts';
import { createDecoder } from '../../src/voicenter/decode.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { RESERVED, serverMessage } from '../support/malicious-values.ts';
import { AGENT_START, around, call, line, SERVER_START } from '../support/event-builders.ts';
import type { CallEvent } from '../../src/domain/calls/events.ts';
import { type Book, emptyBook } from '../../src/domain/calls/state.ts';
import { nextTick } from '../../src/domain/calls/expiry.ts';
import type { Reaction } from '../../src/domain/alerts/effects.ts';

const OWN = 'SIPSIP1';
const settings = readSettings(
  { crmLink: 'https://crm.example.com/?id={callId}&n={phone}', lookupUrl: 'https://crm.example.com/who' },
  {},
);
const start = reduce(emptyBook, {
  kind: 'signed-in',
  who: 'me',
  scope: { kind: 'picked', lineIds: [OWN], userId: null },
  at: AGENT_START,
});
const reserved: readonly string[] = RESERVED;
const OWN_RING = line('NEWCALL', call({ ivrid: 'own-ring', callStarted: SERVER_START + 3_000 }), {
  envelope: { servertime: SERVER_START + 3_000 },
});

function step(
  book: Book,
  event: CallEvent,
  at: number,
): { readonly book: Book; readonly owed: readonly Reaction[] } {
  const now = around({ at });
  const after = judge(book, reduce(book, event), settings, now);
  return { book: after, owed: reactions(book, after, settings, now) };
}

function check(book: Book, owed: readonly Reaction[]): void {
  for (const part of [book.calls, book.lines, book.queues, book.waiting, book.waited, book.aliases]) {
    if (Object.getPrototypeOf(part) !== Object.prototype) throw new Error('a part of the book is not plain');
    if (Object.keys(part).some((key) => reserved.includes(key)))
      throw new Error('a reserved name is a key of the book');
  }
  for (const [callId, kept] of Object.entries(book.calls)) {
    if (kept.callId !== callId || Object.keys(kept.legs).some((lineId) => lineId !== OWN))
      throw new Error('a call is not what it is kept as');
  }
  for (const reaction of owed) {
    const shown =
      'callId' in reaction && Object.hasOwn(book.calls, reaction.callId)
        ? book.calls[reaction.callId]
        : undefined;
    if ('callId' in reaction && shown === undefined && reaction.kind !== 'clear-notification')
      throw new Error(`${reaction.kind} of no call`);
    if (shown !== undefined && reaction.kind === 'notify')
      notificationText(summarize(book, shown), shown.phase, settings);
  }
  waitingQueues(book);
}

it(
  `${String(CASES)} hostile stories leave a sound book, and our next ring alerts`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    let alerts = 0;
    fc.assert(
      fc.property(fc.array(serverMessage, { maxLength: 4 }), (story) => {
        const decode = createDecoder();
        let { book, at } = { book: start, at: AGENT_START };
        const hear = (name: Parameters<typeof decode>[0], payload: unknown): readonly Reaction[] => {
          at += 1_000;
          const decoded = decode(name, payload, at);
          const next = decoded.kind === 'event' ? step(book, decoded.event, at) : { book, owed: [] };
          check(next.book, next.owed);
          book = next.book;
          return next.owed;
        };
        for (const [name, payload] of story)
          alerts += hear(name, payload).filter(({ kind }) => kind === 'notify').length;
        const due = nextTick(book);
        if (due !== null && step(book, { kind: 'tick', at: due }, due).book === book)
          throw new Error('the clock stands still');
        const owed = hear('ExtensionEvent', OWN_RING);
        if (
          !owed.some((reaction) =>
            book.isCrowd
              ? reaction.kind === 'notify-crowd'
              : reaction.kind === 'notify' && reaction.callId === 'own-ring',
          )
        )
          throw new Error('our ring did not alert');
        if (JSON.stringify(book.calls) !== JSON.stringify(structuredClone(book.calls)))
          throw new Error('the book cannot be stored');
      }),
      { numRuns: CASES },
    );
    expect(alerts).toBeGreaterThan(CASES / 10);
  },
);
