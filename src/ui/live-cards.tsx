/** The cards of all calls, ringing ones first, and what a screen reader says of them. */
import { useMemo } from 'preact/hooks';
import { cards } from '../domain/call-book.ts';
import { type CallSummary, summarize } from '../domain/call-summary.ts';
import type { Call } from '../domain/call.ts';
import { phaseKey } from '../domain/presentation.ts';
import { CallCard } from './call-card.tsx';
import { callLabel } from './call-view.ts';
import { useBook, useFrame } from './page.tsx';

/** `all`: those that the page shows; by default every card. At most as many as the settings say, the ringing ones first. */
export function LiveCards({ all }: { all?: readonly Call[] }) {
  const { settings, translator } = useFrame();
  const book = useBook();
  const every = all ?? cards(book);
  const shown = every.slice(0, settings.mostCards);
  const others = every.length - shown.length;
  return (
    <>
      {shown.length > 0 && <section class="cards">{shown.map((call) => <SteadyCard key={call.callId} call={call} summary={summarize(book, call)} />)}</section>}
      {others > 0 && <p class="hint more-cards">{translator.t({ counted: 'calls.more', count: others, type: 'cardinal' })}</p>}
      <Announcements calls={shown} />
    </>
  );
}

/** Is drawn anew when something of its own call has changed: the book is another with each event of any call. */
function SteadyCard({ call, summary }: { call: Call; summary: CallSummary }) {
  const looks = JSON.stringify([call, summary]);
  return useMemo(() => <CallCard call={call} summary={summary} />, [looks]);
}

/** Says who calls and how the call goes on, once each. */
function Announcements({ calls }: { calls: readonly Call[] }) {
  const { settings, translator } = useFrame();
  const book = useBook();
  return (
    <div role="log" class="unseen">
      {calls.map((call) => (
        <p key={`${call.callId} ${call.phase} ${String(call.alerts)}`}>
          {translator.t(phaseKey(call.phase, call.outcome))} {callLabel(summarize(book, call), settings, translator.t)}
        </p>
      ))}
    </div>
  );
}
