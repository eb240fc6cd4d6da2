/** A text setting that saves itself: on leaving the field, or half a second after typing. An unfit value stays, unsaved, with its error. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Parsed, type SettingFault, table } from '../domain/settings.ts';
import { letGo } from './ask.ts';
import { useShared } from './page.tsx';
import { saveSettings } from './save.ts';

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

export function useSavedField(name: 'loginServer' | 'crmLink'): SavedField {
  const stored = useShared().settings[name];
  /** null while the field shows what is stored. */
  const [draft, setDraft] = useState<string | null>(null);
  const [judged, setJudged] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const typed = useRef<string | null>(null);
  const text = draft ?? stored;
  const parsed = table[name].parse(text);

  const judge = (): Parsed<string> => {
    clearTimeout(timer.current);
    const verdict = table[name].parse(typed.current ?? stored);
    setJudged(true);
    if (verdict.ok && verdict.value !== stored) letGo('setting not saved', saveSettings({ [name]: verdict.value }).then(() => setSaved(true)));
    return verdict;
  };
  const write = (value: string | null): void => {
    typed.current = value;
    setDraft(value);
  };
  const latest = useRef(judge);
  useLayoutEffect(() => {
    latest.current = judge;
  });
  // A tab closed within the pause has still saved what was typed.
  useEffect(() => {
    const flush = (): void => {
      if (typed.current !== null) latest.current();
    };
    addEventListener('pagehide', flush);
    return () => removeEventListener('pagehide', flush);
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
      timer.current = setTimeout(() => latest.current(), PAUSE_MS);
    },
    settle() {
      const verdict = judge();
      // The field then shows the value as it is kept: trimmed, with its https://.
      if (verdict.ok && typed.current !== null) write(verdict.value === stored ? null : verdict.value);
      return verdict;
    },
  };
}
