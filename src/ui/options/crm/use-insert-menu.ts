/**
 * The state of the menu that inserts placeholders into a template. It is open while the agent types a
 * placeholder. The button opens it by typing a brace.
 */
import { type RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import {
  begunPlaceholder,
  completePlaceholder,
  fittingChoices,
  type PlaceholderChoice,
} from '../../../domain/crm/insert-placeholder.ts';

/** What the field and its menu need. */
export interface InsertMenu {
  readonly isOpen: boolean;
  readonly query: string;
  readonly shown: readonly PlaceholderChoice[];
  /** The index of the marked choice. */
  readonly active: number;
  /** Call it after each change of the text by the agent. */
  readonly typed: () => void;
  /** Call it when the cursor may have left the placeholder. */
  readonly moved: () => void;
  /** Handles a key. Returns true if the field must not handle it. */
  readonly press: (key: string) => boolean;
  /** Types a brace at the cursor and opens the menu. */
  readonly begin: () => void;
  readonly choose: (choice: PlaceholderChoice) => void;
  /** Closes the menu without a choice. Takes back a brace that `begin` typed, and what followed it. */
  readonly close: () => void;
}

interface Opened {
  readonly query: string;
  readonly active: number;
  /** Where `begin` typed a brace. Null if the agent typed it. */
  readonly begunAt: number | null;
}

/** `onText` receives each text that the menu writes into the field. */
export function useInsertMenu(
  field: RefObject<HTMLInputElement | null>,
  choices: readonly PlaceholderChoice[],
  onText: (text: string) => void,
): InsertMenu {
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = opened?.query ?? null;
  const shown = useMemo(() => (query === null ? [] : fittingChoices(choices, query)), [choices, query]);
  const begun = () => {
    const input = field.current;
    return input === null ? null : begunPlaceholder(input.value, input.selectionStart ?? 0);
  };
  const write = (text: string, cursor: number): void => {
    const input = field.current;
    if (input === null) return;
    input.value = text;
    input.setSelectionRange(cursor, cursor);
    onText(text);
  };
  const choose = ({ name }: PlaceholderChoice): void => {
    const input = field.current;
    const at = begun();
    if (input === null || at === null) return;
    const next = completePlaceholder(input.value, at, name);
    input.focus();
    write(next.text, next.cursor);
    setOpened(null);
  };
  const close = (): void => {
    const at = begun();
    const input = field.current;
    if (input !== null && at !== null && opened !== null && at.start === opened.begunAt)
      write(input.value.slice(0, at.start) + input.value.slice(at.end), at.start);
    setOpened(null);
  };
  const move = (step: 1 | -1): void => {
    if (opened === null || shown.length === 0) return;
    setOpened({ ...opened, active: (opened.active + step + shown.length) % shown.length });
  };
  return {
    isOpen: opened !== null,
    query: query ?? '',
    shown,
    active: opened?.active ?? 0,
    typed() {
      const at = begun();
      const isOurs = at !== null && opened?.begunAt === at.start;
      setOpened(at === null ? null : { query: at.query, active: 0, begunAt: isOurs ? at.start : null });
    },
    moved() {
      if (opened !== null && begun()?.query !== opened.query) setOpened(null);
    },
    press(key) {
      if (opened === null) return false;
      const marked = shown[opened.active];
      switch (key) {
        case 'ArrowDown':
          move(1);
          return true;
        case 'ArrowUp':
          move(-1);
          return true;
        case 'Enter':
          if (marked !== undefined) choose(marked);
          return true;
        case 'Escape':
          close();
          return true;
        default:
          return false;
      }
    },
    begin() {
      const input = field.current;
      if (input === null) return;
      const [from, to] = [
        input.selectionStart ?? input.value.length,
        input.selectionEnd ?? input.value.length,
      ];
      input.focus();
      write(`${input.value.slice(0, from)}{${input.value.slice(to)}`, from + 1);
      setOpened({ query: '', active: 0, begunAt: from });
    },
    choose,
    close,
  };
}
