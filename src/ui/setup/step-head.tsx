/** The heading of a step of the first run. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { MessageKey } from '../../domain/common/messages.ts';
import { useT } from '../app/page.tsx';

/** The heading of a step. It gets the focus when the user comes from another step, unless a field has it. */
export function StepHead({ title, hint }: { title: MessageKey; hint: ComponentChildren }) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const isElsewhere = document.activeElement === null || document.activeElement === document.body;
    if (isElsewhere) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header>
      <h1 ref={heading} tabIndex={-1}>
        {t(title)}
      </h1>
      <div class="soft">{hint}</div>
    </header>
  );
}
