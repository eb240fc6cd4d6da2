/** The rows of the ring log. */
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { callerLines, phaseText } from '../../domain/calls/labels.ts';
import { msg, type Text } from '../../domain/common/messages.ts';
import type { Millis } from '../../domain/common/types.ts';
import type { LoggedRing } from '../../domain/history/logged-rings.ts';
import { confirmedOf, latencyOf, type Outage, type RingRecord } from '../../domain/history/ring-log.ts';
import { formatDuration, formatNumber, timeOfDay } from '../app/format.ts';
import { usePage } from '../app/page.tsx';
import { talkTime } from '../calls/call-view.ts';
import { QuietIcon } from '../components/action-icons.tsx';
import { OfflineIcon } from '../components/day-icons.tsx';
import { CallIcon } from '../components/icons.tsx';
import { Name, PhoneNumber } from '../components/phrase.tsx';
import { formatSpan } from './formats.ts';

/** One ring with its caller, its outcome, and where and how soon it was shown, or why not. */
export function RingRow({ logged }: { logged: LoggedRing }) {
  const { t, language } = usePage().translator;
  const { ring, call } = logged;
  const delay = latencyOf(ring);
  return (
    <tr role="row" class={ring.shownAt === null ? 'soft' : ''}>
      <td role="cell" class="clock">
        {timeOfDay(ring.heardAt, language)}
      </td>
      <td role="cell">{call === null ? t('ledger.forgotten') : <Caller call={call} />}</td>
      <td role="cell">{call !== null && <Name>{call.queue}</Name>}</td>
      <td role="cell">
        <Outcome logged={logged} />
      </td>
      <td role="cell">
        {ring.way === 'late' ? <span class="chip tone-held">{t('card.late')}</span> : t('ledger.live')}
      </td>
      <td role="cell" class="hint">
        <ShownIn ring={ring} />
      </td>
      <td role="cell" class="clock ms">
        {delay !== null && t({ key: 'ledger.ms', params: { ms: formatNumber(delay, language) } })}
      </td>
    </tr>
  );
}

function Caller({ call }: { call: CallSummary }) {
  const { settings, translator } = usePage();
  const { name, number } = callerLines(call, settings.region);
  if (name === null) return <b>{number !== null && <PhoneNumber>{number}</PhoneNumber>}</b>;
  return (
    <span class="ledger-caller">
      <b>
        <Name>{translator.t(name)}</Name>
      </b>{' '}
      {number !== null && (
        <span class="soft">
          <PhoneNumber>{number}</PhoneNumber>
        </span>
      )}
    </span>
  );
}

/** The outcome as an icon and a word, with the talk time of an answered call. */
function Outcome({ logged }: { logged: LoggedRing }) {
  const { t, language } = usePage().translator;
  const { call, end } = logged;
  const talked = end === 'answered' && call !== null ? talkTime(call) : null;
  const word = outcomeText(logged);
  if (word === null) return null;
  return (
    <>
      <span class={`state ${end === 'missed' ? 'tone-missed' : 'tone-ended'}`}>
        {end === 'quiet' ? <QuietIcon /> : <CallIcon {...shownPhase(logged)} />}
        {t(word)}
      </span>{' '}
      {talked !== null && <span class="hint clock">{formatDuration(talked, language)}</span>}
    </>
  );
}

/** The phase or the outcome that the icon stands for. */
function shownPhase({ call, rangAgain }: LoggedRing): Parameters<typeof CallIcon>[0] {
  const outcome = rangAgain ? null : (call?.outcome ?? null);
  return { phase: outcome === null ? 'ringing' : 'ended', outcome };
}

/** Returns null if nothing is known of the outcome. */
function outcomeText({ call, end, rangAgain }: LoggedRing): Text | null {
  if (end === 'answered') return msg('recent.answered');
  if (end === 'quiet') return msg('activity.noAlert');
  if (rangAgain) return msg('activity.rangAgain');
  if (call === null) return null;
  return call.outcome === null ? msg('activity.live') : phaseText({ ...call, phase: 'ended' });
}

/** The surfaces that took the ring, or the reason why none did. */
function ShownIn({ ring }: { ring: RingRecord }) {
  const { t, language } = usePage().translator;
  if (ring.reason !== null) return <>{t(`quiet.${ring.reason}`)}</>;
  const isHidden = !confirmedOf(ring).includes('window');
  const names = ring.surfaces.map((surface) => {
    // What a notification alone means is said once, above the table.
    if (surface === 'notification') return t('activity.notification');
    return t(surface === 'window' && isHidden ? 'surface.window.hidden' : `surface.${surface}`);
  });
  return <>{new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(names)}</>;
}

/** The moment when the card was no longer on top of all windows. */
export function OnTopEndRow({ at, columns }: { at: Millis; columns: number }) {
  const { t, language } = usePage().translator;
  return (
    <tr role="row">
      <td role="cell" class="clock">
        {timeOfDay(at, language)}
      </td>
      <td role="cell" colSpan={columns - 1}>
        <b>{t('activity.onTopEnd')}</b> <span class="soft">{t('activity.onTopEndHint')}</span>
      </td>
    </tr>
  );
}

/** A time in which calls may be missing. */
export function OutageRow({ outage: { from, to }, columns }: { outage: Outage; columns: number }) {
  const { t, language } = usePage().translator;
  return (
    <tr role="row" class="tone-missed">
      <td role="cell" class="clock">
        {timeOfDay(from, language)}
      </td>
      <td role="cell" colSpan={columns - 1}>
        <span class="state tone-missed">
          <OfflineIcon />
          <b>{t(to === null ? msg('activity.outageNow') : endedText(from, to))}</b>
        </span>{' '}
        <span class="soft">{t('activity.outageHint')}</span>
      </td>
    </tr>
  );

  function endedText(begin: Millis, end: Millis): Text {
    return msg('activity.outage', {
      duration: formatSpan(end - begin, language),
      time: timeOfDay(end, language),
    });
  }
}
