/** The recent calls, grouped by caller and day. A search shows each caller once. */
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { keepsCalls } from '../../domain/history/bounds.ts';
import { type CallerGroup, countCallers, groupCalls, headOf } from '../../domain/history/caller-groups.ts';
import type { NumberKeys } from '../../domain/history/same-caller.ts';
import type { CallId } from '../../domain/common/types.ts';
import { findCall } from '../../platform/storage/history-db.ts';
import { clockTime, dayHeading, formatMoment, formatNumber, startOfDay } from '../app/format.ts';
import { useDeferredCalls, usePage } from '../app/page.tsx';
import { useHistory } from '../app/use-history.ts';
import { useDay } from '../app/use-stored-item.ts';
import { CallIcon } from '../components/icons.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { QuietIcon } from '../components/action-icons.tsx';
import { CallFacts, type CallStand } from './call-lines.tsx';
import { CallerRow } from './caller-row.tsx';
import { NothingYet, NotKept } from './nothing-yet.tsx';

/** How many callers are shown at first, and how many more after each "Show more". */
const PAGE = 20;
/** The call at which the panel was opened, by a click on its notification. Null for none. */
const OPENED_AT: CallId | null = new URLSearchParams(location.search).get('call');

interface RecentListProps {
  /** The calls to show, newest first. With a query, those that fit it. */
  readonly calls: readonly CallSummary[];
  /** False while older calls are still being read. */
  readonly isWhole: boolean;
  readonly query: string;
  readonly keyOf: NumberKeys;
  readonly missed: ReadonlySet<CallId>;
  /** True when the history cannot be read, so that an empty list says nothing. */
  readonly isUnread: boolean;
}

export function RecentList({ calls, isWhole, query, keyOf, missed, isUnread }: RecentListProps) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const [most, setMost] = useState(PAGE);
  const isSearch = query !== '';
  const day = useDay();
  const { groups, hasMore } = useMemo(
    () =>
      isSearch
        ? groupCalls(calls, { keyOf, limit: most })
        : groupCalls(calls, { keyOf, dayOf: startOfDay, limit: most }),
    [calls, isSearch, keyOf, most],
  );
  const opened = useOpened(groups, isSearch);
  const callers = useMemo(() => (isSearch ? countCallers(calls, keyOf) : 0), [calls, isSearch, keyOf]);
  if (calls.length === 0) {
    if (isUnread) return null;
    if (isSearch) return <p class="blank soft">{t('recent.notFound')}</p>;
    return keepsCalls(settings) ? <NothingYet /> : <NotKept />;
  }
  const rows = opened === null ? groups : [opened, ...groups];
  const headingOf = (group: CallerGroup, at: number): string | null =>
    group.day === null || group.day === rows[at - 1]?.day ? null : dayHeading(group.day, day, language);
  return (
    <>
      {settings.crmLink === '' && (
        <p>
          <OptionsLink text="recent.setUpCrm" />
        </p>
      )}
      <div class="sheet rows">
        {isSearch && (
          <p class="day" aria-live="polite">
            {t({
              key: 'panel.found',
              params: {
                callers: formatNumber(callers, language),
                calls: formatNumber(calls.length, language),
              },
            })}
          </p>
        )}
        <ul aria-label={t('recent.title')}>
          {rows.map((group, at) => (
            <SteadyRow
              key={group.key}
              group={group}
              query={query}
              heading={headingOf(group, at)}
              day={day}
              isNew={group.calls.some(({ callId }) => missed.has(callId))}
            />
          ))}
        </ul>
      </div>
      {(hasMore || (!isWhole && groups.length === most)) && (
        <button type="button" class="button" onClick={() => setMost(most + PAGE)}>
          {t('recent.more')}
        </button>
      )}
    </>
  );
}

/** Returns the call at which the panel was opened as a group, unless the list shows it already. */
function useOpened(groups: readonly CallerGroup[], isSearch: boolean): CallerGroup | null {
  const { value: call } = useHistory(
    useCallback(
      async (whose: string | null) => (OPENED_AT === null ? undefined : findCall(whose, OPENED_AT)),
      [],
    ),
  );
  if (call === null || call === undefined || isSearch) return null;
  const isShown = groups.some(({ calls }) => calls.some(({ callId }) => callId === OPENED_AT));
  return isShown ? null : { key: `opened ${call.callId}`, day: startOfDay(call.startedAt), calls: [call] };
}

interface RowFacts {
  readonly group: CallerGroup;
  readonly query: string;
  readonly heading: string | null;
  readonly day: number;
  readonly isNew: boolean;
}

/**
 * Redraws a row only if one of its values changes. A caller's number must not wait for twenty unchanged rows.
 */
function SteadyRow({ group, query, heading, day, isNew }: RowFacts) {
  const known = useRef(group.calls);
  const isSame =
    known.current.length === group.calls.length &&
    known.current.every((call, at) => call === group.calls[at]);
  if (!isSame) known.current = group.calls;
  const calls = known.current;
  const live = useDeferredCalls().calls[calls[0].callId];
  const { phase, outcome, answeredBy } = live ?? { ...calls[0], phase: 'ended' as const };
  return useMemo(
    () => (
      <Row
        calls={calls}
        query={query}
        heading={heading}
        day={day}
        isNew={isNew}
        stand={{ phase, outcome, answeredBy: answeredBy ?? '' }}
        isSearch={group.day === null}
      />
    ),
    [calls, query, heading, day, isNew, phase, outcome, answeredBy, group.day],
  );
}

interface RowProps extends Omit<RowFacts, 'group'> {
  readonly calls: CallerGroup['calls'];
  readonly stand: CallStand;
  readonly isSearch: boolean;
}

function Row({ calls, query, heading, day, isNew, stand, isSearch }: RowProps) {
  const { t, language } = usePage().translator;
  const head = headOf({ calls });
  const count = calls.length;
  const isQuiet = head.suppressed !== null && stand.outcome !== 'missed';
  return (
    <CallerRow
      head={head}
      calls={calls}
      query={query}
      heading={heading}
      tone={stand.outcome === 'missed' ? 'missed' : 'ended'}
      icon={isQuiet ? <QuietIcon /> : <CallIcon phase={stand.phase} outcome={stand.outcome} />}
      chips={
        <>
          {isNew && <span class="chip tone-missed">{t('recent.new')}</span>}
          {head.caller.kind === 'internal' && <span class="chip">{t('caller.internal')}</span>}
          {head.rings > 1 && (
            <span class="chip">{t({ counted: 'recent.rings', count: head.rings, type: 'cardinal' })}</span>
          )}
        </>
      }
      count={
        count < 2
          ? null
          : {
              shown: `×${formatNumber(count, language)}`,
              spoken: t({ counted: 'panel.calls', count, type: 'cardinal' }),
            }
      }
      facts={<CallFacts call={head} stand={stand} />}
      time={isSearch ? formatMoment(head.startedAt, day, language) : clockTime(head.startedAt, language)}
      isOpenedAt={calls.some(({ callId }) => callId === OPENED_AT)}
    />
  );
}
