/** The queues with their waiting callers, and how long each caller has waited. */
import { useEffect } from 'preact/hooks';
import { numberOf } from '../../domain/calls/call.ts';
import { displayNumber } from '../../domain/common/phone-number.ts';
import { type WaitingQueue, waitingQueues } from '../../domain/calls/queues.ts';
import { sendCommand } from '../app/send-command.ts';
import { formatDuration, formatNumber, formatMoment } from '../app/format.ts';
import { useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { Name, PhoneNumber } from '../components/phrase.tsx';
import { useNow } from '../app/use-stored-item.ts';
import type { WaitingCaller } from '../../domain/calls/events.ts';

/** How often the list is requested again, in ms. The server sends no queue events to a user login. */
const ASK_AGAIN_MS = 30_000;
/** Limits for the callers of a queue and for the queues of the list. The rest are only counted. */
const SHOWN = 5;
const SHOWN_QUEUES = 20;

export function Queues() {
  const { translator } = usePage();
  const status = useStatus();
  const state = useDeferredCalls();
  const isOnline = status.word === 'online';
  const isStale = state.scope.kind === 'person' || !isOnline;
  const queues = waitingQueues(state);
  useResync(isStale && isOnline && Object.keys(state.queues).length > 0);
  const now = useNow(queues.length > 0);
  if (queues.length === 0) return null;
  const { t, language } = translator;
  const others = queues.length - SHOWN_QUEUES;
  return (
    <section class="queues" aria-labelledby="queues">
      <div class="section-head">
        <h2 id="queues">{t('queues.title')}</h2>
        {isStale && state.waitingAt !== null && (
          <span class="hint">
            {t({ key: 'queues.asOf', params: { time: formatMoment(state.waitingAt, now, language) } })}
          </span>
        )}
      </div>
      <ul class="rows">
        {queues.slice(0, SHOWN_QUEUES).map((queue) => (
          <QueueRow key={queue.queueId} queue={queue} now={now} />
        ))}
      </ul>
      {others > 0 && (
        <p class="hint">{t({ key: 'queues.more', params: { count: formatNumber(others, language) } })}</p>
      )}
    </section>
  );
}

/** Requests the lists at regular intervals while the page is visible. */
function useResync(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const resync = (): void => {
      if (document.visibilityState === 'visible') sendCommand({ type: 'resync' });
    };
    resync();
    const timer = setInterval(resync, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}

function QueueRow({ queue, now }: { queue: WaitingQueue; now: number }) {
  const { t, language } = usePage().translator;
  const others = queue.callers.length - SHOWN;
  return (
    <li class="queue">
      <p class="queue-name">
        <Name>{queue.name}</Name>{' '}
        <span class="hint">
          {t({ counted: 'queues.waiting', count: queue.callers.length, type: 'cardinal' })}
        </span>
      </p>
      <ol>
        {queue.callers.slice(0, SHOWN).map((caller) => (
          <CallerRow key={caller.callId} caller={caller} now={now} />
        ))}
      </ol>
      {others > 0 && (
        <p class="hint">{t({ key: 'queues.more', params: { count: formatNumber(others, language) } })}</p>
      )}
    </li>
  );
}

function CallerRow({ caller: { caller, since }, now }: { caller: WaitingCaller; now: number }) {
  const { settings, translator } = usePage();
  const number = numberOf(caller);
  const name = caller.kind === 'external' ? caller.name : undefined;
  return (
    <li class="queue-caller">
      {number === null && name === undefined && <span>{translator.t('caller.hidden')}</span>}
      {number === null && name !== undefined && <Name>{name}</Name>}
      {number !== null && <PhoneNumber>{displayNumber(number, settings.region)}</PhoneNumber>}
      <span class="clock">{formatDuration(now - since, translator.language)}</span>
    </li>
  );
}
