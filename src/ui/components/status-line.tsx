/**
 * The connection status in words, and the current problem with its remedy. Screen readers announce each
 * change.
 */
import {
  type ConnectionStatus,
  isSignedInElsewhere,
  statusWord,
  type StatusWord,
  problemText,
} from '../../domain/account/connection-status.ts';
import { requestHostPermission } from '../../platform/host-permissions.ts';
import { sendCommand, logFailure } from '../app/send-command.ts';
import { formatNumber } from '../app/format.ts';
import { StatusIcon } from './icons.tsx';
import { DiagnosticsLink } from './page-link.tsx';
import { usePage, useStatus } from '../app/page.tsx';
import { useNow } from '../app/use-stored-item.ts';

/** The colour of each status. */
export const STATUS_TONES: Readonly<Record<StatusWord, 'fine' | 'neutral' | 'wrong'>> = {
  online: 'fine',
  connecting: 'neutral',
  'signed-out': 'neutral',
  trouble: 'wrong',
};

/** Stands at the start of a row: at its end, each other word would move it. */
export function StatusLine() {
  const { translator } = usePage();
  const status = useStatus();
  const word = statusWord(status);
  return (
    <div class={`state tone-${STATUS_TONES[word]}`}>
      <StatusIcon word={word} />
      <p role="status">{translator.t(`status.${word}`)}</p>
    </div>
  );
}

/** The text of the current problem. Shows nothing if there is no problem. */
export function ProblemNote() {
  const { translator } = usePage();
  const status = useStatus();
  if (status.word !== 'waiting' && status.word !== 'refused') return null;
  return (
    <div class="alert">
      <p role="alert">{translator.t(problemText(status.problem))}</p>
      {status.problem.kind === 'not-allowed' && <AllowButton host={status.problem.host} />}
      {status.word === 'waiting' &&
        status.problem.kind !== 'not-allowed' &&
        status.problem.kind !== 'storage' && <RetryNote status={status} />}
      {isSignedInElsewhere(status) && <SignInHereButton />}
      <p>
        <DiagnosticsLink />
      </p>
    </div>
  );
}

/**
 * Requests permission for a host that is not in the manifest. The extension uses only TLS for such hosts. The
 * browser shows its prompt right after the click.
 */
function AllowButton({ host }: { host: string }) {
  const { t } = usePage().translator;
  return (
    <div class="bar wrap">
      <button
        type="button"
        class="button"
        onClick={() => logFailure('host not allowed', requestHostPermission(`https://${host}`))}
      >
        {t({ key: 'origin.allow', params: { host } })}
      </button>
    </div>
  );
}

/** Signs the user in here again, with what is still stored. */
function SignInHereButton() {
  const { t } = usePage().translator;
  return (
    <div class="bar wrap">
      <button type="button" class="button primary" onClick={() => sendCommand({ type: 'try-now' })}>
        {t('status.signInHere')}
      </button>
    </div>
  );
}

/** The seconds until the next attempt, and a button that starts it now. */
function RetryNote({ status }: { status: ConnectionStatus & { word: 'waiting' } }) {
  const { t, language } = usePage().translator;
  const seconds = Math.ceil((status.retryAt - useNow(true)) / 1000);
  if (seconds <= 0) return <p class="hint">{t('status.retryNow')}</p>;
  return (
    <p class="hint">
      {t({ key: 'status.retryIn', params: { seconds: formatNumber(seconds, language) } })}{' '}
      <button type="button" class="button small" onClick={() => sendCommand({ type: 'try-now' })}>
        {t('status.tryNow')}
      </button>
    </p>
  );
}
