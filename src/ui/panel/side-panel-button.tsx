/** A button that opens the side panel beside the page: Chrome's side panel or Firefox's sidebar. */
import { canOpenSidePanel, closePanel, openSidePanel } from '../../platform/extension-pages.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';

export function SidePanelButton() {
  const { t } = usePage().translator;
  if (!canOpenSidePanel()) return null;
  return (
    <button
      type="button"
      class="link side-panel-button"
      title={t('panel.atSideHint')}
      onClick={() => logFailure('side panel not opened', openSidePanel().then(closePanel))}
    >
      {t('panel.atSide')}
    </button>
  );
}
