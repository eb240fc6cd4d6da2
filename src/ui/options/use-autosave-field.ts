/**
 * A text setting that saves itself when the agent leaves the field, or half a second after typing. An invalid
 * value stays in the field, unsaved, with its error.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Limits } from '../../domain/common/limits.ts';
import type { Parsed, SettingError } from '../../domain/settings/parsers.ts';
import { table } from '../../domain/settings/settings.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';
import { flushOnClose, saveSettings } from '../app/save-settings.ts';

/** How long after the last keystroke the text is saved, in ms. */
const PAUSE_MS = 500;

/** What a form needs to show and save one text setting. */
export interface AutosaveField {
  readonly text: string;
  /** The parsed text, whether it is saved yet or not. */
  readonly parsed: Parsed<string>;
  /** The fault to show. It is null while the agent is still typing. */
  readonly fault: SettingError | null;
  /** True once the shown text has been saved from this field and equals the stored value. */
  readonly isSaved: boolean;
  /** Takes what the agent types. Saves it after a pause. */
  readonly type: (text: string) => void;
  /** Validates and saves at once. Returns the parsed text. */
  readonly settle: () => Parsed<string>;
}

type FieldName =
  | 'loginServer'
  | 'twoStepServer'
  | 'settingsServer'
  | 'refreshServer'
  | 'crmLink'
  | 'newRecordLink'
  | 'lookupUrl';

/**
 * Connects a text field to the setting `name`. `beside` holds values of other fields in the form that are not
 * stored yet. They take part in validating this field.
 */
export function useAutosaveField(name: FieldName, beside: Partial<Limits> = {}): AutosaveField {
  const { settings } = usePage();
  const stored = settings[name];
  /** The text in the field. It is null while the field shows the stored value. */
  const [draft, setDraft] = useState<string | null>(null);
  const [judged, setJudged] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const typed = useRef<string | null>(null);
  const text = draft ?? stored;
  const limits: Limits = { ...settings, ...beside };
  const parsed = table[name].parse(text, limits);

  // Shows a change from elsewhere as soon as no text typed here waits to be saved.
  useLayoutEffect(() => {
    const means = parsed.ok ? parsed.value : null;
    if (typed.current === null && means !== stored) setDraft(null);
  }, [stored, isSaved]);
  const judge = (): Parsed<string> => {
    clearTimeout(timer.current);
    const judgedText = typed.current;
    const verdict = table[name].parse(judgedText ?? stored, limits);
    setJudged(true);
    const saved = (): void => {
      setSaved(true);
      // Forgets the typed text once it is saved. Otherwise closing this page would overwrite what another
      // page saves later.
      if (typed.current === judgedText) typed.current = null;
    };
    if (verdict.ok && verdict.value !== stored)
      logFailure('setting not saved', saveSettings(() => ({ [name]: verdict.value })).then(saved));
    return verdict;
  };
  const flush = (): void => {
    const verdict = typed.current === null ? null : table[name].parse(typed.current, limits);
    if (verdict?.ok === true && verdict.value !== stored)
      logFailure('setting not saved', flushOnClose(settings, { [name]: verdict.value }));
  };
  const write = (value: string | null): void => {
    typed.current = value;
    setDraft(value);
  };
  const latest = useRef({ judge, flush });
  useLayoutEffect(() => {
    latest.current = { judge, flush };
  });
  // Saves on `pagehide`, because the tab may close before the pause ends.
  useEffect(() => {
    const hide = (): void => latest.current.flush();
    addEventListener('pagehide', hide);
    return () => removeEventListener('pagehide', hide);
  }, []);

  return {
    text,
    parsed,
    fault: judged && !parsed.ok ? parsed.fault : null,
    isSaved: isSaved && text === stored,
    type(value) {
      write(value);
      setJudged(false);
      setSaved(false);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current.judge(), PAUSE_MS);
    },
    settle() {
      const verdict = judge();
      // Shows the value as it is stored: trimmed, with its `https://`.
      if (verdict.ok && typed.current !== null) write(verdict.value === stored ? null : verdict.value);
      return verdict;
    },
  };
}
