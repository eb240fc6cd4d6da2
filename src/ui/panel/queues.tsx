/** The queues in which callers wait: how many, who, and how long the first of them has waited. */
import { useEffect } from 'preact/hooks';
import { numberOf } from '../../domain/calls/call.ts';
import { displayNumber } from '../../domain/common/phone-number.ts';
import { waitLevel, type WaitingQueue, type WaitLevel, waitingQueues } from '../../domain/calls/queues.ts';
import { sendCommand } from '../app/send-command.ts';
import { formatDuration, formatNumber, formatMoment } from '../app/format.ts';
import { useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { Fact, Name, PhoneNumber } from '../components/phrase.tsx';
import { PeopleIcon, WaitIcon } from '../components/action-icons.tsx';
import { useNow } from '../app/use-stored-item.ts';
import type { WaitingCaller } from '../../domain/calls/events.ts';

/** How often the list is requested again, in ms. The server sends no queue events to a user login. */
const ASK_AGAIN_MS = 30_000;
/** Limits for the callers of a queue and for the queues of the list. The rest are only counted. */
const SHOWN = 3;
const SHOWN_QUEUES = 20;

export function Queues() {
  const { translator } = usePage();
  const status = useStatus();
  const state = useDeferredCalls();
  const isOnline = status.word === 'online';
  const isStale = state.scope.kind === 'person' || !isOnline;
  const queues = waitingQueues(state);
  useResync(isStale && isOnline && Object.keys(state.queues).length > 0);
  const now = useNow(queues.length > 0 && isOnline);
  if (queues.length === 0) return null;
  const { t, language } = translator;
  const others = queues.length - SHOWN_QUEUES;
  const callers = queues.reduce((count, queue) => count + queue.callers.length, 0);
  // Without a connection nobody knows who still waits. The waits stay as they were.
  const asOf = isOnline ? now : (state.waitingAt ?? now);
  return (
    <section class="stack queues" aria-labelledby="queues">
      <div class="bar">
        <h2 id="queues">{t('queues.title')}</h2>
        <span class="hint">
          {isStale && state.waitingAt !== null
            ? t({ key: 'queues.asOf', params: { time: formatMoment(state.waitingAt, now, language) } })
            : t({
                key: 'panel.waiting',
                params: {
                  callers: formatNumber(callers, language),
                  queues: formatNumber(queues.length, language),
                },
              })}
        </span>
        <span class="hint end">{t('panel.longestWait')}</span>
      </div>
      <ul class="sheet lined">
        {queues.slice(0, SHOWN_QUEUES).map((queue) => (
          <QueueRow key={queue.queueId} queue={queue} asOf={asOf} />
        ))}
      </ul>
      {others > 0 && (
        <p class="hint">{t({ key: 'queues.more', params: { count: formatNumber(others, language) } })}</p>
      )}
    </section>
  );
}

/** Requests the lists at regular intervals while the page is visible. */
export function useResync(isOn: boolean): void {
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

/** The colour of each wait. */
export const WAIT_TONES: Readonly<Record<WaitLevel, string>> = {
  fine: 'neutral',
  near: 'attention',
  over: 'wrong',
};

function QueueRow({ queue, asOf }: { queue: WaitingQueue; asOf: number }) {
  const { t, language } = usePage().translator;
  const count = queue.callers.length;
  const others = count - SHOWN;
  const wait = asOf - (queue.callers[0]?.since ?? asOf);
  const level = waitLevel(wait);
  return (
    <li class="queue">
      <div class="bar">
        <b class="grow cut">
          <Name>{queue.name}</Name>
        </b>
        <span class="bar soft number">
          <PeopleIcon />
          <span aria-hidden="true">{formatNumber(count, language)}</span>
          <span class="unseen">{t({ counted: 'queues.waiting', count, type: 'cardinal' })}</span>
        </span>
        <span class={`state queue-wait tone-${WAIT_TONES[level]}`}>
          <WaitIcon level={level} />
          <span class="clock">{formatDuration(wait, language)}</span>
          <span>{t(`panel.wait.${level}`)}</span>
        </span>
      </div>
      <p class="hint parts whole">
        {queue.callers.slice(0, SHOWN).map((caller) => (
          <Waiting key={caller.callId} caller={caller} />
        ))}
        {others > 0 && (
          <Fact>{t({ key: 'queues.more', params: { count: formatNumber(others, language) } })}</Fact>
        )}
      </p>
    </li>
  );
}

function Waiting({ caller: { caller } }: { caller: WaitingCaller }) {
  const { settings, translator } = usePage();
  const number = numberOf(caller);
  const name = caller.kind === 'external' ? caller.name : undefined;
  return (
    <Fact>
      {number === null && name === undefined && translator.t('caller.hidden')}
      {number === null && name !== undefined && <Name>{name}</Name>}
      {number !== null && <PhoneNumber>{displayNumber(number, settings.region)}</PhoneNumber>}
    </Fact>
  );
}
