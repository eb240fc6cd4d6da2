/** The connection in words, which screen readers say when it changes, and beside it what went wrong and what to do. */
import { type ConnectionStatus, statusWord } from '../domain/connection-status.ts';
import { problemText } from '../domain/presentation.ts';
import { figure } from './formats.ts';
import { StatusIcon } from './icons.tsx';
import { DoctorLink } from './page-link.tsx';
import { useFrame, useStatus } from './page.tsx';
import { useNow } from './use-item.ts';

export function StatusLine() {
  const { translator } = useFrame();
  const status = useStatus();
  const word = statusWord(status);
  return (
    <div class={`status status-${word}`}>
      <StatusIcon word={word} />
      <p role="status" class="status-word">{translator.t(`status.${word}`)}</p>
    </div>
  );
}

/** The sentence of the trouble, if there is one. */
export function ProblemNote() {
  const { translator } = useFrame();
  const status = useStatus();
  if (status.word !== 'waiting' && status.word !== 'refused') return null;
  return (
    <div class="problem">
      <p role="alert">{translator.t(problemText(status.problem))}</p>
      {status.word === 'waiting' && <RetryNote status={status} />}
      <p><DoctorLink /></p>
    </div>
  );
}

function RetryNote({ status }: { status: ConnectionStatus & { word: 'waiting' } }) {
  const { t, language } = useFrame().translator;
  const seconds = Math.ceil((status.retryAt - useNow(true)) / 1000);
  return <p class="hint">{seconds > 0 ? t({ key: 'status.retryIn', params: { seconds: figure(seconds, language) } }) : t('status.retryNow')}</p>;
}
