/** Saves the settings to a file, and links to the page that loads such a file (import.tsx). */
import { settingsFile } from '../../domain/settings/settings-file.ts';
import { browserDefaults } from '../../platform/browser.ts';
import { storedSettings } from '../../platform/storage/settings-store.ts';
import { logFailure } from '../app/send-command.ts';
import { PageLink } from '../components/page-link.tsx';
import { useT } from '../app/page.tsx';
import { download } from '../app/download.ts';
import { Group } from './section-frame.tsx';

/** The group for the settings file. */
export function SettingsFile() {
  const t = useT();
  const save = async (): Promise<void> => {
    const text = settingsFile(await storedSettings(), browserDefaults);
    download('ringside-settings.json', text, 'application/json');
  };
  return (
    <Group title="file.title">
      <div class="set" data-item="settingsFile">
        <p class="hint">{t('file.hint')}</p>
        <div class="bar wrap">
          <button type="button" class="button" onClick={() => logFailure('settings not exported', save())}>
            {t('file.save')}
          </button>
          <PageLink to="import" class="button">
            {t('file.load')}
          </PageLink>
        </div>
      </div>
    </Group>
  );
}
