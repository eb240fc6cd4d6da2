/** The last calls, each with how it ended and the way to the CRM. */
import { liveCalls } from '../domain/call-book.ts';
import type { CallSummary } from '../domain/call-summary.ts';
import type { CallId } from '../domain/call.ts';
import { callerLines, phaseKey } from '../domain/presentation.ts';
import { talkTime } from './call-view.ts';
import { CrmAction, OptionsLink } from './crm-action.tsx';
import { clock, moment } from './formats.ts';
import { CallIcon } from './icons.tsx';
import { useShared } from './page.tsx';
import { Name, PhoneNumber } from './phrase.tsx';
import { useNow } from './use-item.ts';

const SHOWN = 20;

/** `missed`: calls that the agent has not seen yet, marked as new. */
export function RecentCalls({ history, missed }: { history: readonly CallSummary[]; missed: ReadonlySet<CallId> }) {
  const { book, settings, translator } = useShared();
  const now = useNow(true);
  const live = new Set(liveCalls(book).map((call) => call.callId));
  const rows = history.filter((call) => !live.has(call.callId)).slice(0, SHOWN);
  return (
    <section class="recent">
      <div class="recent-head">
        <h2>{translator.t('recent.title')}</h2>
        {rows.length > 0 && settings.crmLink === '' && <OptionsLink text="recent.setUpCrm" />}
      </div>
      {rows.length === 0 ? (
        <p class="empty">{translator.t('recent.none')}</p>
      ) : (
        <ul class="rows" aria-label={translator.t('recent.title')}>
          {rows.map((call) => <Row key={call.callId} call={call} now={now} isNew={missed.has(call.callId)} />)}
        </ul>
      )}
    </section>
  );
}

function Row({ call, now, isNew }: { call: CallSummary; now: number; isNew: boolean }) {
  const { book, settings, translator } = useShared();
  const { t, language } = translator;
  const { name, number } = callerLines(call, settings.region);
  const phase = book.calls[call.callId]?.phase === 'stopped' ? 'stopped' : 'ended';
  const duration = talkTime(call);
  return (
    <li class={`row outcome-${call.outcome ?? 'unknown'}`}>
      <CallIcon phase={phase} outcome={call.outcome} />
      <div class="row-who">
        <p class="row-name">
          {name === null ? <PhoneNumber>{number ?? t('caller.hidden')}</PhoneNumber> : <Name>{t(name)}</Name>}
          {isNew && <span class="tag tag-new">{t('recent.new')}</span>}
        </p>
        <p class="row-facts">
          {name !== null && number !== null && <span><PhoneNumber>{number}</PhoneNumber></span>}
          <span class="row-outcome">{t(phaseKey(phase, call.outcome))}</span>
          <span>{moment(call.startedAt, now, language)}</span>
          {duration !== null && <span class="clock">{clock(duration, language)}</span>}
        </p>
      </div>
      <CrmAction call={call} />
    </li>
  );
}
