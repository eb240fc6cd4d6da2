/** What waits for the agent: the longest wait in a queue, callbacks, or the trouble of the connection. */
import { useMemo } from 'preact/hooks';
import { problemText } from '../../domain/account/connection-status.ts';
import { waitingQueues, waitLevel } from '../../domain/calls/queues.ts';
import { callbacksOf } from '../../domain/history/callbacks.ts';
import { createNumberKeys } from '../../domain/history/same-caller.ts';
import { formatDuration, formatNumber } from '../app/format.ts';
import { useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { useDoneMarks } from '../app/use-done-marks.ts';
import { useDay, useNow } from '../app/use-stored-item.ts';
import { WaitIcon } from '../components/action-icons.tsx';
import { useResync, WAIT_TONES } from '../panel/queues.tsx';
import { usePastCalls } from '../panel/use-past-calls.ts';

export function Dues() {
  const { t } = usePage().translator;
  const status = useStatus();
  const state = useDeferredCalls();
  const isOnline = status.word === 'online';
  useResync(isOnline && state.scope.kind === 'person' && Object.keys(state.queues).length > 0);
  if (status.word === 'waiting' || status.word === 'refused')
    return (
      <p class="trouble" role="alert">
        {t(problemText(status.problem))}
      </p>
    );
  if (state.who === null || !isOnline) return null;
  return (
    <p class="bar wrap hint">
      <LongestWait />
      <CallbacksDue key={state.who} />
    </p>
  );
}

function LongestWait() {
  const { t, language } = usePage().translator;
  const [queue] = waitingQueues(useDeferredCalls());
  const since = queue?.callers[0]?.since ?? null;
  const now = useNow(since !== null);
  if (since === null) return null;
  const wait = now - since;
  const level = waitLevel(wait);
  return (
    <span>
      {t('panel.longestWait')}{' '}
      <span class={`state tone-${WAIT_TONES[level]}`}>
        <WaitIcon level={level} />
        <span class="clock">{formatDuration(wait, language)}</span>
        <span class="unseen">{t(`panel.wait.${level}`)}</span>
      </span>
    </span>
  );
}

function CallbacksDue() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { region } = settings;
  const read = usePastCalls().value;
  const done = useDoneMarks();
  const day = useDay();
  const count = useMemo(
    () =>
      read === null || done === null
        ? 0
        : callbacksOf(read.calls, { keyOf: createNumberKeys(region), done, since: day }).open.length,
    [read, done, region, day],
  );
  if (count === 0) return null;
  return (
    <span>
      {t('panel.toCallBack')} <b>{formatNumber(count, language)}</b>
    </span>
  );
}
