/** The keyboard shortcuts as the browser has them. The agent changes them in the browser. */
import { useEffect, useState } from 'preact/hooks';
import { isFirefox } from '../../platform/browser.ts';
import { COMMANDS, type Shortcut, shortcuts } from '../../platform/extension-pages.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { Group } from './section-frame.tsx';

/** The shortcuts and their keys, with a hint where to change them. The lines do not wait for the keys. */
export function Shortcuts() {
  const { t } = usePage().translator;
  const [known, setKnown] = useState<readonly Shortcut[]>([]);
  useEffect(() => logFailure('shortcuts not read', shortcuts().then(setKnown)), []);
  const keysOf = (name: Shortcut['name']) => known.find((shortcut) => shortcut.name === name)?.keys;
  return (
    <Group title="keys.title">
      {COMMANDS.map((name) => (
        <div key={name} class="set" data-item="shortcuts">
          <span>{t(`keys.${name}`)}</span>
          <Keys keys={keysOf(name)} />
        </div>
      ))}
      <div class="set">
        <p class="hint">{t(isFirefox ? 'keys.changeFirefox' : 'keys.change')}</p>
      </div>
    </Group>
  );
}

/** Shows nothing for undefined, which is not known yet. */
function Keys({ keys }: { keys: string | undefined }) {
  const { t } = usePage().translator;
  if (keys === undefined) return null;
  return keys === '' ? <span class="hint">{t('keys.unset')}</span> : <kbd dir="ltr">{keys}</kbd>;
}
