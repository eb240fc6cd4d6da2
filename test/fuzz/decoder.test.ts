/**
 * For any server message, the decoder makes an event that can be stored and shown, or gives the reason why
 * not.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { RESERVED, serverMessage } from '../support/malicious-values.ts';
import { unreadableIn } from '../support/readable.ts';
import { AGENT_START, createFullDecoder } from '../support/event-builders.ts';

const reserved: readonly string[] = RESERVED;
const IDS = ['callId', 'lineId', 'queueId', 'relatedIds'];
/** A status is the oldest possible time. */
const OLDEST_MS = 61 * 86_400_000;
const TIMES = ['at', 'startedAt', 'answeredAt', 'since', 'statusSince'];

/** Throws if a value of an event is not bounded, well-formed and plain. */
function checkKept(value: unknown, key: string, depth: number): void {
  if (depth > 8) throw new Error('nested too deep');
  // The call as it came is a text of JSON, for the customer's endpoint alone.
  if (key === 'json' && typeof value === 'string') {
    if (value.length > 8_000) throw new Error(`the received call is ${String(value.length)} long`);
    if (!value.isWellFormed()) throw new Error('the received call is not well-formed');
    checkKept(JSON.parse(value) instanceof Object, 'parsed', depth + 1);
  } else if (typeof value === 'string') {
    if (value.length > 200) throw new Error(`${key} is ${String(value.length)} long`);
    if (!value.isWellFormed()) throw new Error(`${key} is not well-formed`);
    const isNoId = IDS.includes(key) && (value === '' || reserved.includes(value));
    if (unreadableIn(value) !== null || isNoId) throw new Error(`${key} is ${JSON.stringify(value)}`);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${key} is ${String(value)}`);
    if (TIMES.includes(key) && (value > AGENT_START + 60_000 || value < AGENT_START - OLDEST_MS))
      throw new Error(`${key} is at no time: ${String(value)}`);
  } else if (typeof value === 'object' && value !== null) {
    if (![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object))
      throw new Error(`${key} is not plain`);
    if (Array.isArray(value) && value.length > 1_000)
      throw new Error(`${key} has ${String(value.length)} entries`);
    for (const [name, inner] of Object.entries(value))
      checkKept(inner, Array.isArray(value) ? key : name, depth + 1);
  }
}

it(
  `${String(CASES)} hostile messages give bounded, well-formed, plain events and no exception`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    const events = { line: 0, snapshot: 0, queues: 0 };
    const decode = createFullDecoder();
    fc.assert(
      fc.property(serverMessage, ([name, payload]) => {
        const decoded = decode(name, payload, AGENT_START);
        if (decoded.kind !== 'event') return;
        events[decoded.event.kind as keyof typeof events] += 1;
        checkKept(decoded.event, 'event', 0);
      }),
      { numRuns: CASES },
    );
    // A decoder that rejects everything would pass every other check.
    for (const count of Object.values(events)) expect(count).toBeGreaterThan(CASES / 50);
    expect(events.line).toBeGreaterThan(CASES / 5);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
