/** What the panel shows in the place of calls: before the first one, and if none is kept. */
import { sendCommand } from '../app/send-command.ts';
import { useDeferredCalls, useT } from '../app/page.tsx';
import { CallIcon } from '../components/icons.tsx';
import { OptionsLink } from '../components/page-link.tsx';

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

/** Says that the settings, or the organisation, keep no past calls. */
export function NotKept() {
  const t = useT();
  return (
    <div class="blank">
      <h2 class="lead">{t('panel.notKept')}</h2>
      <p class="soft">{t('panel.notKeptHint')}</p>
      <OptionsLink text="settings.change" section="data" />
    </div>
  );
}
