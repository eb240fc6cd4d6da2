/** The past calls: the recent ones and those to call back, with one search for both. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { liveCalls } from '../../domain/calls/selectors.ts';
import { CALLBACKS_HASH, callbacksOf, type Callbacks } from '../../domain/history/callbacks.ts';
import { callSearch, type KnownNumbers } from '../../domain/history/call-search.ts';
import { createNumberKeys } from '../../domain/history/same-caller.ts';
import type { CallId } from '../../domain/common/types.ts';
import { formatNumber } from '../app/format.ts';
import { useDeferredCalls, usePage } from '../app/page.tsx';
import { useDoneMarks } from '../app/use-done-marks.ts';
import { useDay } from '../app/use-stored-item.ts';
import { SearchBox } from '../components/search-box.tsx';
import { HistoryUnread } from '../components/storage-notes.tsx';
import { CallbackList } from './callback-list.tsx';
import { RecentList } from './recent-list.tsx';
import { TabPanel, Tabs } from './tabs.tsx';
import { Today } from './today.tsx';
import { usePastCalls } from './use-past-calls.ts';

type TabName = 'recent' | 'callbacks';

/**
 * `missed` holds the calls that the agent has not seen yet. They are marked as new. `onRead` is called when
 * the calls are on the page.
 */
export function PastCalls({ missed, onRead }: { missed: ReadonlySet<CallId>; onRead: () => void }) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { region } = settings;
  const [tab, setTab] = useState<TabName>(location.hash === CALLBACKS_HASH ? 'callbacks' : 'recent');
  const [query, setQuery] = useState('');
  const day = useDay();
  const { value: read, hasFailed } = usePastCalls();
  const calls = useEndedCalls(read?.calls ?? null);
  const keyOf = useMemo(() => createNumberKeys(region), [region]);
  const known = useMemo<KnownNumbers>(() => new Map(), [region]);
  const isSearch = query.trim() !== '';
  const fits = useMemo(
    () => (isSearch ? callSearch(query, region, known) : null),
    [isSearch, query, region, known],
  );
  const found = useMemo(() => (calls === null || fits === null ? calls : calls.filter(fits)), [calls, fits]);
  const done = useDoneMarks();
  const callbacks = useMemo(
    () => (read === null || done === null ? null : callbacksOf(read.calls, { keyOf, done, since: day })),
    [read, done, keyOf, day],
  );
  const foundCallbacks = useMemo(
    () => (callbacks === null || fits === null ? callbacks : searched(callbacks, fits)),
    [callbacks, fits],
  );
  const isRead = read !== null;
  useEffect(() => {
    if (isRead) onRead();
  }, [isRead]);
  const waiting = foundCallbacks?.open.length ?? 0;
  const isDayKnown = read !== null && (read.isWhole || (read.calls.at(-1)?.startedAt ?? 0) < day);
  return (
    <>
      <section class="stack past-calls">
        <div class="bar wrap">
          <Tabs<TabName>
            chosen={tab}
            onChoose={setTab}
            tabs={[
              { id: 'recent', name: t('panel.recent') },
              {
                id: 'callbacks',
                name: t('panel.toCallBack'),
                count:
                  waiting === 0
                    ? null
                    : {
                        shown: formatNumber(waiting, language),
                        spoken: t({ counted: 'queues.waiting', count: waiting, type: 'cardinal' }),
                      },
              },
            ]}
          />
          <SearchBox label="recent.search" hint="panel.search" query={query} onQuery={setQuery} look="grow" />
        </div>
        {hasFailed && <HistoryUnread />}
        <TabPanel of="recent" isChosen={tab === 'recent'}>
          {read !== null && found !== null && (
            <RecentList
              calls={found}
              isWhole={read.isWhole}
              query={isSearch ? query : ''}
              keyOf={keyOf}
              missed={missed}
              isUnread={hasFailed}
            />
          )}
        </TabPanel>
        <TabPanel of="callbacks" isChosen={tab === 'callbacks'}>
          {foundCallbacks !== null && (
            <CallbackList
              callbacks={foundCallbacks}
              query={isSearch ? query : ''}
              others={isSearch ? (found?.length ?? 0) : 0}
              onOthers={() => setTab('recent')}
            />
          )}
        </TabPanel>
      </section>
      <Today calls={isDayKnown ? read.calls : null} />
    </>
  );
}

/** Returns the calls that are not live. The history knows a call from its first ring on. */
function useEndedCalls(calls: readonly CallSummary[] | null): readonly CallSummary[] | null {
  const live = liveCalls(useDeferredCalls()).map(({ callId }) => callId);
  const liveIds = JSON.stringify(live);
  return useMemo(() => calls?.filter(({ callId }) => !live.includes(callId)) ?? null, [calls, liveIds]);
}

function searched({ open, closed }: Callbacks, fits: (call: CallSummary) => boolean): Callbacks {
  const among = (list: Callbacks['open']): Callbacks['open'] => list.filter(({ calls }) => calls.some(fits));
  return { open: among(open), closed: among(closed) };
}
