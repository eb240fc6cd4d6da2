/** Tabs: one of several lists is shown. The arrow keys choose, as in every other program. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { usePage } from '../app/page.tsx';

/** One tab. */
export interface Tab<T extends string> {
  readonly id: T;
  readonly name: string;
  /** Shown behind the name, with its place reserved. Null until it is known. */
  readonly count?: { readonly shown: string; readonly spoken: string } | null;
}

interface TabsProps<T extends string> {
  readonly tabs: readonly Tab<T>[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
}

/** The row of tabs. Each needs a `TabPanel` with the same id. */
export function Tabs<T extends string>({ tabs, chosen, onChoose }: TabsProps<T>) {
  const { direction } = usePage().translator;
  const row = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent): void => {
    const at = targetOf(event.key, {
      at: tabs.findIndex(({ id }) => id === chosen),
      count: tabs.length,
      isRightToLeft: direction === 'rtl',
    });
    const next = at === null ? undefined : tabs[at];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
    row.current?.querySelector<HTMLElement>(`#${tabId(next.id)}`)?.focus();
  };
  return (
    <div class="segments" role="tablist" ref={row} onKeyDown={onKey}>
      {tabs.map(({ id, name, count }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(id)}
          aria-selected={id === chosen}
          aria-controls={panelId(id)}
          {...(count === undefined ? {} : { 'aria-describedby': `${tabId(id)}-count` })}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
          {count !== undefined && (
            <span aria-hidden="true" class={`chip tab-count ${count === null ? '' : 'tone-missed'}`}>
              {count?.shown}
              <span id={`${tabId(id)}-count`} hidden>
                {count?.spoken}
              </span>
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** The content of a tab. It is empty while another tab is chosen. */
export function TabPanel({
  of,
  isChosen,
  children,
}: {
  of: string;
  isChosen: boolean;
  children: ComponentChildren;
}) {
  return (
    <div role="tabpanel" id={panelId(of)} aria-labelledby={tabId(of)} hidden={!isChosen} class="stack">
      {isChosen && children}
    </div>
  );
}

const tabId = (id: string): string => `tab-${id}`;
const panelId = (id: string): string => `tab-panel-${id}`;

/** Returns the tab to which a key leads, or null for any other key. After the last tab comes the first. */
function targetOf(
  key: string,
  { at, count, isRightToLeft }: { at: number; count: number; isRightToLeft: boolean },
): number | null {
  const forward = isRightToLeft ? 'ArrowLeft' : 'ArrowRight';
  const back = isRightToLeft ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case forward:
      return (at + 1) % count;
    case back:
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
