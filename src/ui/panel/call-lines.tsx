/** The single calls of a caller, and what a line of text says about a call. */
import { useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { phaseText } from '../../domain/calls/labels.ts';
import { waitOf } from '../../domain/history/callbacks.ts';
import type { Outcome, Phase } from '../../domain/calls/call.ts';
import { formatDuration, formatMoment, formatNumber } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { useDay } from '../app/use-stored-item.ts';
import { talkTime } from '../calls/call-view.ts';
import { Fact, Name } from '../components/phrase.tsx';

/** How many calls are shown at first, and how many more after each click. */
const PAGE = 5;

export function CallLines({ calls }: { calls: readonly CallSummary[] }) {
  const { t, language } = usePage().translator;
  const day = useDay();
  const [most, setMost] = useState(PAGE);
  const others = calls.length - most;
  return (
    <ul class="within hint">
      {calls.slice(0, most).map((call) => (
        <li key={call.callId} class="parts">
          <Fact class="clock">{formatMoment(call.startedAt, day, language)}</Fact>
          <CallFacts call={call} stand={{ ...call, phase: 'ended' }} />
        </li>
      ))}
      {others > 0 && (
        <li>
          <button type="button" class="button small plain" onClick={() => setMost(most + PAGE * 4)}>
            {t({ key: 'panel.more', params: { count: formatNumber(others, language) } })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** How a call stands. The state knows it slightly earlier than the history does. */
export interface CallStand {
  readonly phase: Phase;
  readonly outcome: Outcome | null;
  readonly answeredBy?: string | undefined;
}

/** Says how a call ended, for how long it rang or was in talk, its queue, and why it was silent. */
export function CallFacts({ call, stand }: { call: CallSummary; stand: CallStand }) {
  const { t, language } = usePage().translator;
  const { outcome } = stand;
  const talked = talkTime(call);
  const rang = outcome === 'missed' ? waitOf(call) : null;
  return (
    <>
      <Fact class={outcome === 'missed' ? 'bad' : ''}>
        {t(outcome === 'answered' ? 'recent.answered' : phaseText(stand))}
      </Fact>
      {talked !== null && <Fact class="clock">{formatDuration(talked, language)}</Fact>}
      {rang !== null && (
        <Fact>{t({ key: 'panel.rangFor', params: { time: formatDuration(rang, language) } })}</Fact>
      )}
      {call.suppressed !== null && <Fact>{t(`quiet.${call.suppressed}`)}</Fact>}
      {call.queue !== '' && (
        <Fact>
          <Name>{call.queue}</Name>
        </Fact>
      )}
    </>
  );
}
