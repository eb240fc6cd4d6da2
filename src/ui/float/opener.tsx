/** Explains the card that stays on top, and opens it. The card lives as long as this page. */
import { useEffect, useState } from 'preact/hooks';
import { canKeepOnTop, closeCallWindow, keepOnTop, putOwnWindowAway } from '../../platform/on-top.ts';
import { usePage } from '../app/page.tsx';
import { logFailure } from '../app/send-command.ts';

type State = 'closed' | 'open' | 'failed';

export function Opener() {
  const { settings, translator } = usePage();
  const { t } = translator;
  const [state, setState] = useState<State>('closed');
  const isForbidden = settings.keepOnTop === 'forbid';
  useEffect(() => {
    // The card is closed with this window.
    if (isForbidden && state === 'open') logFailure('window not closed', putOwnWindowAway('close'));
  }, [isForbidden, state]);
  const open = async (): Promise<void> => {
    let isOpen: boolean;
    try {
      isOpen = await keepOnTop('float-card.html', t('calls.title'), () => {
        setState('closed');
        logFailure('window not closed', putOwnWindowAway('close'));
      });
    } catch (thrown) {
      setState('failed');
      throw thrown;
    }
    if (!isOpen) return;
    setState('open');
    closeCallWindow();
    await putOwnWindowAway('minimise');
  };
  if (isForbidden || !canKeepOnTop())
    return (
      <main class="stack opener">
        <h1 class="lead">{t('float.title')}</h1>
        <p>{t(isForbidden ? 'float.forbidden' : 'float.unavailable')}</p>
      </main>
    );
  if (state === 'open')
    return (
      <main class="stack opener">
        <h1 class="lead">{t('float.isOn')}</h1>
        <p>{t('float.isOnHint')}</p>
      </main>
    );
  return (
    <main class="stack opener">
      <h1 class="lead">{t('float.title')}</h1>
      <p>{t('float.what')}</p>
      <p class="soft">{t('float.how')}</p>
      <p class="bar wrap">
        <button
          type="button"
          class="button primary"
          onClick={() => logFailure('card not kept on top', open())}
        >
          {t('float.title')}
        </button>
      </p>
      <p class="error" role="alert">
        {state === 'failed' && t('float.failed')}
      </p>
    </main>
  );
}
