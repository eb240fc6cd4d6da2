/**
 * A notice that lists the settings that the browser did not store, no matter which control changed them. Its
 * button tries again.
 */
import { AGENT_SETTINGS } from '../../domain/settings/settings.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { merged, saveAgain } from '../app/save-settings.ts';
import { SETTING_LABELS } from '../app/setting-labels.ts';
import { usePending } from '../app/use-stored-item.ts';

/** Renders nothing while all settings are saved. A page has one notice. */
export function UnsavedNotice() {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const { failed } = usePending();
  const unsaved = merged(failed)(settings);
  const labels = AGENT_SETTINGS.filter((name) => Object.hasOwn(unsaved, name)).map((name) =>
    t(SETTING_LABELS[name]),
  );
  if (labels.length === 0) return null;
  const names = new Intl.ListFormat(language).format([...new Set(labels)]);
  return (
    <div class="alert save-note">
      <p role="alert">{t({ key: 'save.failed', params: { names } })}</p>
      <div class="bar wrap">
        <button type="button" class="button" onClick={() => logFailure('setting not saved', saveAgain())}>
          {t('save.again')}
        </button>
      </div>
    </div>
  );
}
