/** The list of placeholders to insert, with their values for the last caller. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { formatNumber } from '../../app/format.ts';
import { usePage } from '../../app/page.tsx';
import { Name, Phrase } from '../../components/phrase.tsx';
import type { InsertMenu } from './use-insert-menu.ts';
import type { PreviewCaller } from './use-last-caller.ts';

/** `id` is that of the field. `all` is how many placeholders there are. */
export function InsertList({
  id,
  menu: { shown, active, query, choose },
  all,
  caller,
}: {
  id: string;
  menu: InsertMenu;
  all: number;
  caller: PreviewCaller;
}) {
  const { t, language, direction } = usePage().translator;
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(
    () => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    [active, shown],
  );
  const figures = { shown: formatNumber(shown.length, language), all: formatNumber(all, language) };
  return (
    <div class="menu" dir={direction} onMouseDown={(event) => event.preventDefault()}>
      <p class="hint" aria-live="polite">
        {query === '' ? t('insert.title') : t({ key: 'insert.fit', params: { ...figures, text: query } })}
      </p>
      <ul ref={list} id={`${id}-menu`} role="listbox" aria-label={t('insert.title')}>
        {shown.map((choice, index) => (
          <li
            key={choice.name}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            aria-label={[choice.meaning, `{${choice.name}}`, sanitize(choice.value)].join(', ')}
            class="bar"
            onClick={() => choose(choice)}
          >
            <span class="grow">
              {choice.meaning}
              <br />
              <bdi dir="ltr" class="code hint">{`{${choice.name}}`}</bdi>
            </span>
            <bdi class="hint cut insert-value">{sanitize(choice.value)}</bdi>
          </li>
        ))}
      </ul>
      {query.includes(':') && <p class="hint">{t('crm.moreHint')}</p>}
      <p class="bar hint">
        <span class="grow">
          {caller.label === null ? (
            t('insert.sample')
          ) : (
            <Phrase text="insert.forCaller" param="name">
              <Name>{caller.label}</Name>
            </Phrase>
          )}
        </span>
        <span aria-hidden="true">
          <kbd>↑↓</kbd> <kbd>↵</kbd>
        </span>
      </p>
    </div>
  );
}
