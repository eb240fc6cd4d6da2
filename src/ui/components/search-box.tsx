/** A search box: a magnifying glass, a field, and a name for screen readers. */
import { useId } from 'preact/hooks';
import type { MessageKey } from '../../domain/common/messages.ts';
import { usePage } from '../app/page.tsx';
import { SearchIcon } from './action-icons.tsx';

/** Longest text to search for, in characters. */
const LONGEST = 200;

interface SearchBoxProps {
  /** The accessible name. */
  readonly label: MessageKey;
  /** What the empty box shows. The default is its name. */
  readonly hint?: MessageKey;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  /** Its place in a row. */
  readonly look?: 'grow' | 'end' | '';
}

export function SearchBox({ label, hint = label, query, onQuery, onKeyDown, look = '' }: SearchBoxProps) {
  const { t } = usePage().translator;
  const id = useId();
  return (
    <div class={`search ${look}`}>
      <SearchIcon />
      <label for={id} class="unseen">
        {t(label)}
      </label>
      <input
        id={id}
        type="search"
        autocomplete="off"
        spellcheck={false}
        maxLength={LONGEST}
        placeholder={t(hint)}
        value={query}
        onInput={({ currentTarget: box }) => {
          // A blank in front is never meant: a number that is pasted often has one.
          if (/^\s/.test(box.value)) box.value = box.value.trimStart();
          onQuery(box.value);
        }}
        {...(onKeyDown === undefined ? {} : { onKeyDown })}
      />
    </div>
  );
}
