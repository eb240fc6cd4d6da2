/** The keyboard shortcuts as the browser has them. The agent changes them in the browser. */
import { useEffect, useState } from 'preact/hooks';
import { isFirefox } from '../../platform/browser.ts';
import { type Shortcut, shortcuts } from '../../platform/extension-pages.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';

/** The list of shortcuts and their keys, with a hint where to change them. */
export function Shortcuts() {
  const { t } = usePage().translator;
  const [known, setKnown] = useState<readonly Shortcut[]>([]);
  useEffect(() => logFailure('shortcuts not read', shortcuts().then(setKnown)), []);
  return (
    <div class="shortcuts">
      <p class="legend" id="shortcuts">
        {t('keys.title')}
      </p>
      <ul aria-labelledby="shortcuts">
        {known.map(({ name, keys }) => (
          <li key={name}>
            <span>{t(`keys.${name}`)}</span>{' '}
            {keys === '' ? <span class="hint">{t('keys.unset')}</span> : <kbd dir="ltr">{keys}</kbd>}
          </li>
        ))}
      </ul>
      <p class="hint">{t(isFirefox ? 'keys.changeFirefox' : 'keys.change')}</p>
    </div>
  );
}
