/** The cards of all calls, ringing ones first, and what a screen reader says of them. */
import { cards } from '../domain/call-book.ts';
import { summarize } from '../domain/call-summary.ts';
import type { Call } from '../domain/call.ts';
import { phaseKey } from '../domain/presentation.ts';
import { CallCard } from './call-card.tsx';
import { callLabel } from './call-view.ts';
import { useShared } from './page.tsx';

export function LiveCards() {
  const shown = cards(useShared().book);
  return (
    <>
      {shown.length > 0 && <section class="cards">{shown.map((call) => <CallCard key={call.callId} call={call} />)}</section>}
      <Announcements calls={shown} />
    </>
  );
}

/** Says who calls and how the call goes on, once each. */
function Announcements({ calls }: { calls: readonly Call[] }) {
  const { book, settings, translator } = useShared();
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
