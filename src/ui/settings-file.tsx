/** Settings that travel: saved to a file and loaded from one, with a word on each setting that was taken or refused. */
import { useRef, useState } from 'preact/hooks';
import { type LinkPolicy, linkPolicyOf } from '../domain/link-policy.ts';
import { isLocked } from '../domain/policy.ts';
import type { AgentSetting } from '../domain/settings.ts';
import { type FileRead, type FileResult, LONGEST_FILE, readSettingsFile, settingsFile } from '../domain/settings-file.ts';
import { browserDefaults } from '../platform/browser-kind.ts';
import { log, messageOf } from '../platform/log.ts';
import { storedSettings } from '../platform/settings-store.ts';
import { letGo } from './ask.ts';
import { useFrame } from './page.tsx';
import { saveFile } from './save-file.ts';
import { saveSettings } from './save.ts';
import { SETTING_LABELS } from './setting-names.ts';

type Outcome = FileResult | { readonly kind: 'not-readable' };

export function SettingsFile() {
  const { settings, translator } = useFrame();
  const { t } = translator;
  const picker = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const save = async (): Promise<void> => saveFile('ringside-settings.json', settingsFile(await storedSettings(), browserDefaults), 'application/json');
  const load = async (): Promise<void> => {
    const file = picker.current?.files?.[0];
    if (file === undefined) return;
    setOutcome(await take(file, linkPolicyOf(settings)));
    // The same file, mended, can be picked again.
    if (picker.current !== null) picker.current.value = '';
  };
  return (
    <section aria-labelledby="file">
      <h2 id="file">{t('file.title')}</h2>
      <p class="hint">{t('file.hint')}</p>
      <div class="form-actions">
        <button type="button" class="button" onClick={() => letGo('settings not exported', save())}>{t('file.save')}</button>
        <button type="button" class="button" onClick={() => picker.current?.click()}>{t('file.load')}</button>
        <input ref={picker} type="file" accept=".json,application/json" hidden onChange={() => letGo('settings not imported', load())} />
      </div>
      <div role="status">{outcome !== null && <Told outcome={outcome} />}</div>
    </section>
  );
}

/** Reads a file and stores what it brings; what is refused stays as it was. null where the browser did not store it: the page's note says so. */
async function take(file: File, links: LinkPolicy): Promise<Outcome | null> {
  // A character takes up to three bytes: nothing longer is read at all.
  if (file.size > 3 * LONGEST_FILE) return { kind: 'too-big' };
  let read: FileResult;
  try {
    read = readSettingsFile(await file.text(), links);
  } catch {
    return { kind: 'not-readable' };
  }
  if (read.kind !== 'read' || Object.keys(read.taken).length === 0) return read;
  try {
    const { taken } = read;
    await saveSettings(() => taken);
    return read;
  } catch (thrown) {
    log('warn', 'setting not saved', { why: messageOf(thrown) });
    return null;
  }
}

function Told({ outcome }: { outcome: Outcome }) {
  const { t } = useFrame().translator;
  return outcome.kind === 'read' ? <Read read={outcome} /> : <p class="error">{t(`file.${outcome.kind}`)}</p>;
}

function Read({ read: { taken, refused, unknown, unknownCount, isNewer } }: { read: FileRead }) {
  const { policy, translator } = useFrame();
  const { t, language } = translator;
  const list = new Intl.ListFormat(language, { style: 'long' });
  const label = (name: AgentSetting): string => t(SETTING_LABELS[name]);
  const isHeld = (name: AgentSetting): boolean => policy !== null && isLocked(policy, name);
  const told = Object.keys(taken) as AgentSetting[];
  const labels = (some: readonly AgentSetting[]): string => list.format([...new Set(some.map(label))]);
  const names = labels(told.filter((name) => !isHeld(name)));
  const held = labels(told.filter(isHeld));
  return (
    <>
      {isNewer && <p class="hint">{t('file.newer')}</p>}
      <p>{names === '' ? t('file.nothing') : t({ key: 'file.taken', params: { names } })}</p>
      {held !== '' && <p class="hint">{t({ key: 'file.held', params: { names: held } })}</p>}
      {refused.map(({ name, fault }) => <p key={name} class="error">{t({ key: 'file.refused', params: { name: label(name), why: t(fault === 'unknown-choice' ? 'file.unfit' : `error.${fault}`) } })}</p>)}
      {unknownCount > 0 && <p class="error">{t({ key: 'file.unknown', params: { names: list.format([...unknown, ...(unknownCount > unknown.length ? ['…'] : [])]) } })}</p>}
    </>
  );
}
