/**
 * The preview of a settings file. It shows what the file would do before anything is stored. The import then
 * stores exactly that.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type MessageKey, msg, type Text } from '../../domain/common/messages.ts';
import type { FileRead } from '../../domain/settings/settings-file.ts';
import {
  importUpdate,
  type ImportPlan,
  isImported,
  type RefusedFile,
  signatureOf,
} from '../../domain/settings/settings-import.ts';
import type { AgentSetting } from '../../domain/settings/settings.ts';
import { log, messageOf } from '../../platform/log.ts';
import { logFailure } from '../app/send-command.ts';
import { Choice } from '../components/checkbox.tsx';
import { Addresses } from './addresses.tsx';
import { Changes } from './changes.tsx';
import { usePage, useStatus, useT } from '../app/page.tsx';
import { saveSettings } from '../app/save-settings.ts';
import { SETTING_LABELS } from '../app/setting-labels.ts';
import { listed } from './setting-words.ts';
import { needsForm } from '../options/account/needs-form.ts';

interface Props<T> {
  readonly preview: T;
  /** Closes the preview and shows `result`. It is null if another part of the page shows the result. */
  readonly onEnd: (result: Text | MessageKey | null) => void;
}

/** The preview of a file. It takes the focus when it appears. */
export function ImportPreview({ preview, onEnd }: Props<ImportPlan | RefusedFile>) {
  const t = useT();
  const id = useId();
  const region = useRef<HTMLElement>(null);
  useEffect(() => region.current?.focus(), []);
  const isRefused = preview.kind === 'refused';
  return (
    <section ref={region} class="import" tabIndex={-1} aria-labelledby={id} aria-describedby={`${id}-state`}>
      <h2 id={id}>{t('file.preview')}</h2>
      <p id={`${id}-state`} class={isRefused ? 'error' : 'hint'}>
        {t(stateOf(preview))}
      </p>
      {isRefused ? <Refusals preview={preview} onEnd={onEnd} /> : <Plan preview={preview} onEnd={onEnd} />}
    </section>
  );
}

function stateOf(preview: ImportPlan | RefusedFile): MessageKey {
  if (preview.kind === 'refused') return 'file.refused';
  return preview.changed.length === 0 ? 'file.same' : 'file.notYet';
}

/** The settings for which a file is refused, and why. */
function Refusals({ preview: { file, refused }, onEnd }: Props<RefusedFile>) {
  const t = useT();
  return (
    <>
      <ul class="refusals">
        {refused.map(({ name, fault }) => (
          <li key={name}>
            <p>
              <b>{t(SETTING_LABELS[name])}</b>
            </p>
            <p>{t(fault === 'unknown-choice' ? 'file.unfit' : `error.${fault}`)}</p>
          </li>
        ))}
      </ul>
      <LeftOut file={file} held={[]} />
      <div class="bar wrap">
        <button type="button" class="button" onClick={() => onEnd('file.dropped')}>
          {t('file.close')}
        </button>
      </div>
    </>
  );
}

/** The changes of a file, with the button that imports them. New addresses need a confirmation first. */
function Plan({ preview, onEnd }: Props<ImportPlan>) {
  const { t, language } = usePage().translator;
  const status = useStatus();
  const id = useId();
  /**
   * The plan that is being stored. It is kept because the page shows the new settings at once, so a new
   * preview would be empty.
   */
  const [storing, setStoring] = useState<ImportPlan | null>(null);
  const plan = storing ?? preview;
  const signature = signatureOf(plan);
  const first = useRef(signature);
  /** The signature of the plan whose addresses the agent has confirmed. */
  const [confirmed, setConfirmed] = useState('');
  const isConfirmed = plan.addresses.length === 0 || confirmed === signature;
  const confirm = (isOn: boolean): void => setConfirmed(isOn ? signature : '');
  const isAnew = signature !== first.current;
  const hasChanges = plan.changed.length > 0;
  const store = async (): Promise<void> => {
    setStoring(plan);
    try {
      // If the settings changed in the last moment, nothing was stored and a new preview is about to appear.
      if (!isImported(plan, await saveSettings(importUpdate(plan)))) return;
      onEnd(msg('file.taken', { names: labelsOf(plan.changed, t, language) }));
    } catch (thrown) {
      log('warn', 'settings not imported', { why: messageOf(thrown) });
      // The page's notice lists what was not saved and offers to try again.
      onEnd(null);
    } finally {
      setStoring(null);
    }
  };
  return (
    <>
      {plan.addresses.length > 0 && (
        <Addresses addresses={plan.addresses}>
          {plan.movesSignIn && !needsForm(status) && <p>{t('file.signIn')}</p>}
          <Choice text={t('file.known')} isOn={isConfirmed} onPick={confirm} />
        </Addresses>
      )}
      <Changes plan={plan} />
      <LeftOut file={plan.file} held={plan.held} />
      <div class="import-end">
        <div role="status">{isAnew && <p class="alert">{t('file.anew')}</p>}</div>
        {!isConfirmed && (
          <p id={id} class="hint">
            {t('file.confirmFirst')}
          </p>
        )}
        <div class="bar wrap">
          {hasChanges && (
            <button
              type="button"
              class="button primary"
              disabled={storing !== null || !isConfirmed}
              {...(isConfirmed ? {} : { 'aria-describedby': id })}
              onClick={() => logFailure('settings not imported', store())}
            >
              {t('file.import')}
            </button>
          )}
          <button type="button" class="button" onClick={() => onEnd('file.dropped')}>
            {t(hasChanges ? 'file.cancel' : 'file.close')}
          </button>
        </div>
      </div>
    </>
  );
}

/** The settings of a file that are not imported, and why. */
function LeftOut({ file, held }: { file: FileRead; held: readonly AgentSetting[] }) {
  const { translator } = usePage();
  const { unknown, unknownCount, isNewer } = file;
  const { t, language } = translator;
  const unknownNames = listed([...unknown, ...(unknownCount > unknown.length ? ['…'] : [])], translator);
  return (
    <>
      {held.length > 0 && <p class="hint">{t(msg('file.held', { names: labelsOf(held, t, language) }))}</p>}
      {isNewer && <p class="hint">{t('file.newer')}</p>}
      {unknownCount > 0 && <p class="hint">{t(msg('file.unknown', { names: unknownNames }))}</p>}
    </>
  );
}

/** The names of settings as on the options page, with commas between them. */
const labelsOf = (names: readonly AgentSetting[], t: (key: MessageKey) => string, language: string): string =>
  new Intl.ListFormat(language).format(names.map((name) => t(SETTING_LABELS[name])));
