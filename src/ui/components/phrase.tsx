/** Text that mixes scripts. Text from outside is isolated, so that it cannot reorder the words around it. */
import type { ComponentChild, ComponentChildren } from 'preact';
import type { MessageKey } from '../../domain/common/messages.ts';
import { useT } from '../app/page.tsx';
import { sanitize } from '../../domain/common/sanitize.ts';

/** A translated text that shows one of its parameters as an element. */
export function Phrase({
  text,
  param,
  children,
}: {
  text: MessageKey;
  param: string;
  children: ComponentChild;
}) {
  const [before = '', after = ''] = useT()(text).split(`{${param}}`);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}

/**
 * One of several facts in a line. The style sheet draws a dot between them; the blank separates them for
 * everything that reads text.
 */
export const Fact = ({ children, class: look }: { children: ComponentChildren; class?: string }) => (
  <>
    <span class={look}>{children}</span>{' '}
  </>
);

/** A telephone number. It is always written from left to right. */
export const PhoneNumber = ({ children }: { children: string }) => (
  <bdi dir="ltr" class="number">
    {children}
  </bdi>
);

/** A name from outside the extension. */
export const Name = ({ children }: { children: string }) => (
  <bdi title={sanitize(children)}>{sanitize(children)}</bdi>
);
