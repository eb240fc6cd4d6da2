/** The callers to call back, and those whose callback ended today. */
import { useState } from 'preact/hooks';
import { keepsCalls } from '../../domain/history/bounds.ts';
import { type Callback, type Callbacks, type Closing, waitOf } from '../../domain/history/callbacks.ts';
import { headOf } from '../../domain/history/caller-groups.ts';
import type { Text } from '../../domain/common/messages.ts';
import type { CallId } from '../../domain/common/types.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import { clockTime, formatDuration, formatNumber, timeAgo } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { sendCommand } from '../app/send-command.ts';
import { useNow } from '../app/use-stored-item.ts';
import { CallIcon } from '../components/icons.tsx';
import { Fact, Name } from '../components/phrase.tsx';
import { DoneIcon, UndoIcon } from '../components/action-icons.tsx';
import { CallerRow } from './caller-row.tsx';
import { NotKept } from './nothing-yet.tsx';

/** How many callers are shown at first, and how many more after each "Show more". */
const PAGE = 20;
const MINUTE_MS = 60_000;

interface CallbackListProps {
  readonly callbacks: Callbacks;
  readonly query: string;
  /** Number of recent calls that the search finds, for a search that finds nobody here. */
  readonly others: number;
  readonly onOthers: () => void;
}

export function CallbackList({ callbacks: { open, closed }, query, others, onOthers }: CallbackListProps) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const [most, setMost] = useState(PAGE);
  const isSearch = query !== '';
  if (!isSearch && open.length + closed.length === 0 && !keepsCalls(settings)) return <NotKept />;
  return (
    <>
      {open.length === 0 && (
        <div class="blank soft">
          <p>{t(isSearch ? 'recent.notFound' : 'panel.noCallbacks')}</p>
          {others > 0 && (
            <button type="button" class="button" onClick={onOthers}>
              {t({ key: 'panel.foundInRecent', params: { count: formatNumber(others, language) } })}
            </button>
          )}
        </div>
      )}
      {open.length > 0 && (
        <ul class="sheet rows" aria-label={t('panel.toCallBack')}>
          {open.slice(0, most).map((callback) => (
            <OpenRow key={callback.key} callback={callback} query={query} />
          ))}
        </ul>
      )}
      {open.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + PAGE)}>
          {t('recent.more')}
        </button>
      )}
      {closed.length > 0 && (
        <section class="stack queues" aria-labelledby="done-today">
          <h2 id="done-today">{t('panel.doneToday')}</h2>
          <ul class="sheet rows" aria-labelledby="done-today">
            {closed.slice(0, most).map((callback) => (
              <ClosedRow key={callback.key} callback={callback} query={query} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function OpenRow({ callback: { calls }, query }: { callback: Callback; query: string }) {
  const { t, language } = usePage().translator;
  const now = useNow(true, MINUTE_MS);
  const head = headOf({ calls });
  const waited = waitOf(head);
  return (
    <CallerRow
      head={head}
      calls={calls}
      query={query}
      tone="missed"
      icon={<CallIcon phase="ended" outcome="missed" />}
      count={calls.length < 2 ? null : triesOf(calls.length, t)}
      facts={
        <>
          {waited !== null && (
            <Fact>
              {t({
                key: head.queue === '' ? 'panel.rangFor' : 'panel.waited',
                params: { time: formatDuration(waited, language) },
              })}
            </Fact>
          )}
          {head.queue !== '' && (
            <Fact>
              <Name>{head.queue}</Name>
            </Fact>
          )}
        </>
      }
      time={timeAgo(head.startedAt, now, language)}
      actions={<MarkButton callId={head.callId} isDone />}
    />
  );
}

function ClosedRow({ callback: { calls, closing }, query }: { callback: Callback; query: string }) {
  const { t, language } = usePage().translator;
  if (closing === null) return null;
  const head = headOf({ calls });
  return (
    <CallerRow
      head={head}
      calls={calls}
      query={query}
      tone="ended"
      icon={<DoneIcon />}
      count={calls.length < 2 ? null : triesOf(calls.length, t)}
      facts={<Fact>{t(closingText(closing, clockTime(closing.at, language)))}</Fact>}
      time={clockTime(head.startedAt, language)}
      actions={closing.by === 'hand' && <MarkButton callId={head.callId} isDone={false} />}
    />
  );
}

const triesOf = (count: number, t: (text: Text) => string) => {
  const tries = t({ counted: 'panel.tries', count, type: 'cardinal' });
  return { shown: tries, spoken: tries };
};

function closingText(closing: Closing, time: string): Text {
  if (closing.by !== 'colleague') return { key: `panel.closed.${closing.by}`, params: { time } };
  const name = sanitize(closing.call.answeredBy ?? '');
  return name === ''
    ? { key: 'panel.closed.colleague', params: { time } }
    : { key: 'panel.closed.answeredBy', params: { name, time } };
}

/** Marks the callback as done by hand, or puts it back on the list. */
function MarkButton({ callId, isDone }: { callId: CallId; isDone: boolean }) {
  const { t } = usePage().translator;
  const key = isDone ? 'panel.markDone' : 'panel.putBack';
  return (
    <button
      type="button"
      class="button plain only"
      aria-label={t(key)}
      title={t(key)}
      onClick={({ currentTarget }) => {
        keepFocus(currentTarget);
        sendCommand({ type: 'mark-callback', callId, isDone });
      }}
    >
      {isDone ? <DoneIcon /> : <UndoIcon />}
    </button>
  );
}

/** Moves the keyboard's focus to the next row, or to the tab, before the row of `button` goes away. */
function keepFocus(button: HTMLElement): void {
  if (!button.matches(':focus-visible')) return;
  const row = button.closest('li');
  const neighbour = row?.nextElementSibling ?? row?.previousElementSibling;
  const next =
    neighbour?.querySelector<HTMLElement>('button') ??
    document.querySelector<HTMLElement>('[role=tab][aria-selected=true]');
  next?.focus();
}
