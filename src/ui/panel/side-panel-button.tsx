/** A button that opens the side panel beside the page: Chrome's side panel or Firefox's sidebar. */
import { canOpenDesk, closePanel, openDesk } from '../../platform/extension-pages.ts';
import { letGo } from '../app/send-command.ts';
import { useFrame } from '../app/page.tsx';

export function DeskButton() {
  const { t } = useFrame().translator;
  if (!canOpenDesk()) return null;
  return (
    <button
      type="button"
      class="link desk-button"
      title={t('desk.openHint')}
      onClick={() => letGo('desk not opened', openDesk().then(closePanel))}
    >
      {t('desk.open')}
    </button>
  );
}
