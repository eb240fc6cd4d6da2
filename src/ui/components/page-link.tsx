/** Links to the other pages of the extension. The panel closes when such a page opens. */
import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../domain/common/messages.ts';
import {
  closePanel,
  openDiagnostics,
  openImport,
  openActivity,
  openOptions,
} from '../../platform/extension-pages.ts';
import { logFailure } from '../app/send-command.ts';
import { useT } from '../app/page.tsx';

const OPEN = {
  options: openOptions,
  doctor: openDiagnostics,
  day: openActivity,
  import: openImport,
} as const;

/** A link that opens a page in a separate tab. */
export function PageLink({
  to,
  class: look = 'link',
  title,
  children,
}: {
  to: keyof typeof OPEN;
  class?: string;
  /** The tooltip of a link that is an icon. */
  title?: string;
  children: ComponentChildren;
}) {
  const go = (event: Event): void => {
    event.preventDefault();
    logFailure('page not opened', OPEN[to]().then(closePanel));
  };
  return (
    <a
      href={`${to}.html`}
      target="_blank"
      class={look}
      {...(title === undefined ? {} : { title })}
      onClick={go}
    >
      {children}
    </a>
  );
}

/** A link to the settings. It switches to the options page if that page is already open. */
export function OptionsLink({ text, class: look }: { text: MessageKey; class?: string }) {
  return (
    <PageLink to="options" {...(look === undefined ? {} : { class: look })}>
      {useT()(text)}
    </PageLink>
  );
}

/** A link to the diagnostics page. */
export function DiagnosticsLink() {
  return <PageLink to="doctor">{useT()('doctor.title')}</PageLink>;
}
