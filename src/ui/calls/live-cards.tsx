/** The cards of all calls, ringing ones first, and what a screen reader says of them. */
import { useMemo } from 'preact/hooks';
import { type CallSummary, summarize } from '../../domain/calls/call-summary.ts';
import type { Call } from '../../domain/calls/call.ts';
import { CallCard } from './call-card.tsx';
import { callLabel } from './call-view.ts';
import { useBook, useFrame, useShownBook } from '../app/page.tsx';
import type { Book } from '../../domain/calls/state.ts';
import { cards } from '../../domain/calls/selectors.ts';
import { phaseKey } from '../../domain/calls/labels.ts';

/** `of`: which calls of a book the page shows; by default every card. At most as many as the settings say, the ringing ones first. */
export function LiveCards({ of = cards }: { of?: (book: Book) => readonly Call[] }) {
  const { settings, translator } = useFrame();
  const book = useBook();
  const every = of(book);
  const shown = every.slice(0, settings.mostCards);
  const others = every.length - shown.length;
  return (
    <>
      {shown.length > 0 && (
        <section class="cards">
          {shown.map((call) => (
            <SteadyCard key={call.callId} call={call} summary={summarize(book, call)} />
          ))}
        </section>
      )}
      {others > 0 && (
        <p class="hint more-cards">
          {translator.t({ counted: 'calls.more', count: others, type: 'cardinal' })}
        </p>
      )}
      <Announcements of={of} />
    </>
  );
}

/** Is drawn anew when something of its own call has changed: the book is another with each event of any call. */
function SteadyCard({ call, summary }: { call: Call; summary: CallSummary }) {
  const looks = JSON.stringify([call, summary]);
  return useMemo(() => <CallCard call={call} summary={summary} />, [looks]);
}

/** Says who calls and how the call goes on, once each, as soon as it is seen. */
function Announcements({ of }: { of: (book: Book) => readonly Call[] }) {
  const { settings, translator } = useFrame();
  const book = useShownBook();
  return useMemo(
    () => (
      <div role="log" class="unseen">
        {of(book)
          .slice(0, settings.mostCards)
          .map((call) => (
            <p key={`${call.callId} ${call.phase} ${String(call.alerts)}`}>
              {translator.t(phaseKey(call.phase, call.outcome))}{' '}
              {callLabel(summarize(book, call), settings, translator.t)}
            </p>
          ))}
      </div>
    ),
    [of, book, settings, translator],
  );
}
