/** The last calls, each with its outcome and a link to the CRM. The search finds older calls. */
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { callSearch } from '../../domain/history/call-search.ts';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import type { Outcome, Phase } from '../../domain/calls/call.ts';
import type { Region } from '../../domain/common/phone-number.ts';
import { allCalls, findCall, lastCalls } from '../../platform/storage/history-db.ts';
import { talkTime } from '../calls/call-view.ts';
import { CrmAction } from '../calls/crm-action.tsx';
import { TextField } from '../components/field.tsx';
import { formatDuration, formatMoment } from '../app/format.ts';
import { CallIcon } from '../components/icons.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { useDeferredCalls, usePage } from '../app/page.tsx';
import { HistoryUnread } from '../components/storage-notes.tsx';
import { Name, PhoneNumber } from '../components/phrase.tsx';
import { useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';
import type { CallId } from '../../domain/common/types.ts';
import { liveCalls } from '../../domain/calls/selectors.ts';
import { callerLines, phaseText } from '../../domain/calls/labels.ts';

/** How many calls are shown at first, and how many more after each "Show more". */
const PAGE = 20;
/** The call at which the panel was opened, by a click on its notification. Null for none. */
const OPENED_AT: CallId | null = new URLSearchParams(location.search).get('call');

/**
 * `missed` holds the calls that the agent has not seen yet. They are marked as new. `onRead` is called when
 * the calls are on the page.
 */
export function RecentCalls({ missed, onRead }: { missed: ReadonlySet<CallId>; onRead: () => void }) {
  const { settings, translator } = usePage();
  const state = useDeferredCalls();
  const { t } = translator;
  const [query, setQuery] = useState('');
  const [most, setMost] = useState(PAGE);
  const { region } = settings;
  const { value: history, hasFailed } = useHistory(
    useCallback((whose: string | null) => findCalls(whose, query, region, most + 1), [query, region, most]),
  );
  const isRead = history !== null;
  useEffect(() => {
    if (isRead) onRead();
  }, [isRead]);
  if (history === null) return hasFailed ? <HistoryUnread /> : null;
  const live = new Set(liveCalls(state).map((call) => call.callId));
  const rows = history.filter((call) => !live.has(call.callId)).slice(0, most);
  const search = (text: string): void => {
    setQuery(text);
    setMost(PAGE);
  };
  return (
    <section class="recent">
      <div class="section-head">
        <h2>{t('recent.title')}</h2>
        {rows.length > 0 && settings.crmLink === '' && <OptionsLink text="recent.setUpCrm" />}
      </div>
      {(rows.length > 0 || query !== '') && (
        <TextField
          label="recent.search"
          placeholder="recent.search"
          type="search"
          autocomplete="off"
          error={null}
          value={query}
          onText={search}
        />
      )}
      {hasFailed && <HistoryUnread />}
      {rows.length === 0 && !hasFailed ? (
        <p class="empty">{t(query === '' ? 'recent.none' : 'recent.notFound')}</p>
      ) : (
        <Rows rows={rows} missed={missed} />
      )}
      {history.length > most && (
        <button type="button" class="button small" onClick={() => setMost(most + PAGE)}>
          {t('recent.more')}
        </button>
      )}
    </section>
  );
}

/**
 * Returns the last calls that match a query, at most `limit`. Without a query, the call at which the panel
 * was opened is among them: an older one comes first.
 */
async function findCalls(
  whose: string | null,
  query: string,
  region: Region,
  limit: number,
): Promise<readonly CallSummary[]> {
  if (query.trim() === '') {
    const last = await lastCalls(whose, limit);
    if (OPENED_AT === null || last.slice(0, -1).some(({ callId }) => callId === OPENED_AT)) return last;
    const older = await findCall(whose, OPENED_AT);
    return older === undefined ? last : [older, ...last];
  }
  return (await allCalls(whose)).filter(callSearch(query, region)).slice(0, limit);
}

function Rows({ rows, missed }: { rows: readonly CallSummary[]; missed: ReadonlySet<CallId> }) {
  const { translator } = usePage();
  const state = useDeferredCalls();
  const day = useDay();
  return (
    <ul class="rows" aria-label={translator.t('recent.title')}>
      {rows.map((call) => {
        // The state contains the outcome of a call slightly earlier than the history does.
        const { phase, outcome, answeredBy } = state.calls[call.callId] ?? {
          ...call,
          phase: 'ended' as const,
        };
        return (
          <SteadyRow
            key={call.callId}
            call={call}
            day={day}
            isNew={missed.has(call.callId)}
            phase={phase}
            outcome={outcome}
            answeredBy={answeredBy ?? ''}
          />
        );
      })}
    </ul>
  );
}

interface RowFacts {
  readonly call: CallSummary;
  readonly day: number;
  readonly isNew: boolean;
  readonly phase: Phase;
  readonly outcome: Outcome | null;
  readonly answeredBy: string;
}

/**
 * Redraws a row only if one of its values changes. A caller's number must not wait for twenty unchanged rows.
 */
function SteadyRow(facts: RowFacts) {
  const { call, day, isNew, phase, outcome, answeredBy } = facts;
  return useMemo(() => <Row {...facts} />, [call, day, isNew, phase, outcome, answeredBy]);
}

function Row({ call, day, isNew, phase, outcome, answeredBy }: RowFacts) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { name, number } = callerLines(call, settings.region);
  const duration = talkTime(call);
  const id = useId();
  const isOpenedAt = call.callId === OPENED_AT;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpenedAt) row.current?.scrollIntoView({ block: 'center' });
  }, [isOpenedAt]);
  return (
    <li
      ref={row}
      class={`row outcome-${outcome ?? 'unknown'}${isOpenedAt ? ' row-opened' : ''}`}
      aria-current={isOpenedAt}
    >
      <CallIcon phase={phase} outcome={outcome} />
      <div class="row-who">
        <p id={id} class="row-name">
          {name === null ? <PhoneNumber>{number ?? t('caller.hidden')}</PhoneNumber> : <Name>{t(name)}</Name>}
          {isNew && <span class="chip tone-missed">{t('recent.new')}</span>}
          {call.rings > 1 && (
            <span class="chip">{t({ counted: 'recent.rings', count: call.rings, type: 'cardinal' })}</span>
          )}
        </p>
        <p class="row-facts">
          {name !== null && number !== null && (
            <span>
              <PhoneNumber>{number}</PhoneNumber>
            </span>
          )}
          <span class="row-outcome">
            {t(outcome === 'answered' ? 'recent.answered' : phaseText({ phase, outcome, answeredBy }))}
          </span>
          <span>{formatMoment(call.startedAt, day, language)}</span>
          {duration !== null && <span class="clock">{formatDuration(duration, language)}</span>}
          {call.suppressed !== null && <span class="chip">{t(`quiet.${call.suppressed}`)}</span>}
        </p>
      </div>
      <CrmAction call={call} of={id} />
    </li>
  );
}
