/** The button that opens the side panel, where the browser has one. */
import { useState } from 'preact/hooks';
import { closePanel } from '../../platform/extension-pages.ts';
import { canOpenSidePanel, openSidePanel } from '../../platform/side-panel.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { SidePanelIcon } from '../components/action-icons.tsx';

/** The button, or a note in its place if the side panel did not open. Nothing where the browser has none. */
export function SidePanelButton() {
  const { t } = usePage().translator;
  const [isUnavailable, setUnavailable] = useState(false);
  if (!canOpenSidePanel()) return null;
  const open = async (): Promise<void> => {
    if (await openSidePanel()) closePanel();
    else setUnavailable(true);
  };
  if (isUnavailable)
    return (
      <p class="hint" role="status">
        {t('panel.atSideUnavailable')}
      </p>
    );
  return (
    <button
      type="button"
      class="button plain only"
      aria-label={t('panel.atSide')}
      title={t('panel.atSideHint')}
      onClick={() => logFailure('side panel not opened', open())}
    >
      <SidePanelIcon />
    </button>
  );
}
