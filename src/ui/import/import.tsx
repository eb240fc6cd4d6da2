/** The page that loads a settings file. It shows what the file would change before it stores anything. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageKey, Text } from '../../domain/common/messages.ts';
import { MAX_FILE_BYTES } from '../../domain/settings/settings-file.ts';
import { previewOf } from '../../domain/settings/settings-import.ts';
import { logFailure } from '../app/send-command.ts';
import { Mark } from '../components/icons.tsx';
import { ImportPreview } from './preview.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { mount, usePage } from '../app/page.tsx';
import { flushOnClose } from '../app/save-settings.ts';
import { UnsavedNotice } from '../options/unsaved-notice.tsx';

/** The text of a picked file. `count` distinguishes two files with the same text. */
interface Picked {
  readonly text: string;
  readonly count: number;
}

function Import() {
  const { policy, settings, translator } = usePage();
  const { t } = translator;
  const picker = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [unreadable, setUnreadable] = useState<Unreadable | null>(null);
  const [result, setResult] = useState<Text | MessageKey | null>(null);
  const preview = useMemo(
    () => (picked === null ? null : previewOf(picked.text, settings, policy)),
    [picked, settings, policy],
  );
  // Saves on `pagehide`, because the agent may close the tab right after clicking "Import".
  useEffect(() => {
    const flush = (): void => logFailure('settings not imported', flushOnClose(settings));
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
  }, [settings]);
  const load = async (): Promise<void> => {
    const file = picker.current?.files?.[0];
    if (file === undefined) return;
    const read = await textOf(file);
    setResult(null);
    setUnreadable(read.why);
    setPicked((before) => (read.why === null ? { text: read.text, count: (before?.count ?? 0) + 1 } : null));
    // Clears the input, so that the agent can pick the same file again after correcting it.
    if (picker.current !== null) picker.current.value = '';
  };
  const end = (told: Text | MessageKey | null): void => {
    // Keeps a file that the agent picked while this one was being stored.
    setPicked((now) => (now === picked ? null : now));
    setResult(told);
    button.current?.focus();
  };
  const isShown = preview?.kind === 'plan' || preview?.kind === 'refused';
  const fault = isShown ? null : (preview?.kind ?? unreadable);
  return (
    <main class="column">
      <header class="options-head">
        <Mark />
        <h1>{t('file.loadTitle')}</h1>
        <OptionsLink text="panel.settings" />
      </header>
      <section aria-labelledby="pick">
        <h2 id="pick">{t('file.title')}</h2>
        <p class="hint">{t('file.loadHint')}</p>
        <div>
          <div class="bar wrap">
            <button ref={button} type="button" class="button" onClick={() => picker.current?.click()}>
              {t('file.choose')}
            </button>
            <input
              ref={picker}
              type="file"
              accept=".json,application/json"
              hidden
              onChange={() => logFailure('settings file not read', load())}
            />
          </div>
          <div role="status" class="import-result">
            {result !== null && <p>{t(result)}</p>}
            {fault !== null && <p class="error">{t(`file.${fault}`)}</p>}
          </div>
        </div>
      </section>
      {isShown && <ImportPreview key={picked?.count} preview={preview} onEnd={end} />}
      <UnsavedNotice />
    </main>
  );
}

/** Why a file was not read. */
type Unreadable = 'too-big' | 'not-readable';

/** The text of a file, or why it was not read. */
type Read = { readonly why: null; readonly text: string } | { readonly why: Unreadable };

/** Reads the text of a file. Never rejects. */
async function textOf(file: File): Promise<Read> {
  // Checks the size first, so that a longer file is not read at all. A character takes up to three bytes.
  if (file.size > 3 * MAX_FILE_BYTES) return { why: 'too-big' };
  try {
    return { why: null, text: await file.text() };
  } catch {
    return { why: 'not-readable' };
  }
}

mount(Import, 'file.loadName', 'directory');
