/** What earlier versions have left in the browser's storage, in the form of today. Pure; what does not fit is let go. */
import * as v from 'valibot';
import type { CallSummary } from './call-summary.ts';

const firstAccount = v.object({ server: v.string(), email: v.string(), password: v.nullable(v.string()) });

/** An account as it is stored, by whichever version: the first one knew user logins only. */
export function modernAccount(raw: unknown): unknown {
  const parsed = v.safeParse(firstAccount, raw);
  if (!parsed.success) return raw;
  const { server, email, password } = parsed.output;
  const rest = Object.fromEntries(Object.entries(raw as object).filter(([name]) => !Object.hasOwn(parsed.output, name)));
  return { ...rest, signIn: { type: 'user', server, who: email }, secret: password === null ? null : { kind: 'password', value: password } };
}

const time = v.nullable(v.number());
const text = v.optional(v.fallback(v.string(), ''), '');
const firstCall = v.object({
  callId: v.pipe(v.string(), v.nonEmpty()),
  direction: v.picklist(['incoming', 'outgoing', 'click2call', 'spy']),
  caller: v.variant('kind', [
    v.object({ kind: v.literal('external'), number: v.string() }),
    v.object({ kind: v.literal('internal'), name: v.string(), number: v.nullable(v.string()) }),
    v.object({ kind: v.literal('hidden') }),
  ]),
  name: text,
  dialed: text,
  queue: text,
  lineId: text,
  rings: v.fallback(v.number(), 1),
  late: v.fallback(v.boolean(), false),
  startedAt: v.number(),
  talkingAt: v.fallback(time, null),
  endedAt: v.fallback(time, null),
  outcome: v.fallback(v.nullable(v.picklist(['answered', 'missed', 'answered-elsewhere', 'rejected', 'busy', 'transferred', 'placed'])), null),
});

/** The past calls that the first versions kept as one list. */
export function modernCalls(raw: unknown): readonly CallSummary[] {
  const rows: readonly unknown[] = Array.isArray(raw) ? raw : [];
  return rows.flatMap((row): CallSummary[] => {
    const parsed = v.safeParse(firstCall, row);
    return parsed.success ? [{ ...parsed.output, quiet: null, details: [], linkId: null, lookup: null }] : [];
  });
}
