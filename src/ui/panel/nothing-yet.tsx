/** What the panel shows before the first call. */
import { sendCommand } from '../app/send-command.ts';
import { useDeferredCalls, useT } from '../app/page.tsx';
import { CallIcon } from '../components/icons.tsx';

export function NothingYet() {
  const t = useT();
  const { lines } = useDeferredCalls();
  const [line] = Object.values(lines).flatMap(({ number }) => (number === '' ? [] : [number]));
  return (
    <div class="blank">
      <span class="tile">
        <CallIcon phase="ringing" outcome={null} />
      </span>
      {line === undefined ? (
        <h2 class="lead">{t('recent.none')}</h2>
      ) : (
        <>
          <h2 class="lead">{t('panel.noCalls')}</h2>
          <p class="soft">{t({ key: 'panel.noCallsAt', params: { line } })}</p>
        </>
      )}
      <button type="button" class="button" onClick={() => sendCommand({ type: 'test-call' })}>
        {t('alerts.test')}
      </button>
    </div>
  );
}
