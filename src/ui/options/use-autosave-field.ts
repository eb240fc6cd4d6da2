/** A text setting that saves itself: on leaving the field, or half a second after typing. An unfit value stays, unsaved, with its error. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Limits } from '../../domain/common/limits.ts';
import type { Parsed, SettingFault } from '../../domain/settings/parsers.ts';
import { table } from '../../domain/settings/settings.ts';
import { letGo } from '../app/send-command.ts';
import { useFrame } from '../app/page.tsx';
import { saveClosing, saveSettings } from '../app/save-settings.ts';

const PAUSE_MS = 500;

export interface SavedField {
  readonly text: string;
  /** What the text means, whether it is saved yet or not. */
  readonly parsed: Parsed<string>;
  /** The fault to show: none while the agent is still typing. */
  readonly fault: SettingFault | null;
  readonly isSaved: boolean;
  readonly type: (text: string) => void;
  /** Judges and saves now; says what the text means. */
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

/** `beside`: what other fields of the form say that is not stored yet, and by which this one is judged. */
export function useSavedField(name: FieldName, beside: Partial<Limits> = {}): SavedField {
  const { settings } = useFrame();
  const stored = settings[name];
  /** null while the field shows what is stored. */
  const [draft, setDraft] = useState<string | null>(null);
  const [judged, setJudged] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const typed = useRef<string | null>(null);
  const text = draft ?? stored;
  const limits: Limits = { ...settings, ...beside };
  const parsed = table[name].parse(text, limits);

  // What is changed elsewhere is shown as soon as nothing typed here waits to be saved.
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
      // Saved text is not typed any more: closing this page must not write it over what another page saves later.
      if (typed.current === judgedText) typed.current = null;
    };
    if (verdict.ok && verdict.value !== stored)
      letGo('setting not saved', saveSettings(() => ({ [name]: verdict.value })).then(saved));
    return verdict;
  };
  const flush = (): void => {
    const verdict = typed.current === null ? null : table[name].parse(typed.current, limits);
    if (verdict?.ok === true && verdict.value !== stored)
      letGo('setting not saved', saveClosing(settings, { [name]: verdict.value }));
  };
  const write = (value: string | null): void => {
    typed.current = value;
    setDraft(value);
  };
  const latest = useRef({ judge, flush });
  useLayoutEffect(() => {
    latest.current = { judge, flush };
  });
  // A tab closed within the pause has still saved what was typed.
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
      // The field then shows the value as it is kept: trimmed, with its https://.
      if (verdict.ok && typed.current !== null) write(verdict.value === stored ? null : verdict.value);
      return verdict;
    },
  };
}
