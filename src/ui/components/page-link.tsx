/** Links to the other pages of the extension. The panel closes when such a page opens. */
import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../domain/common/messages.ts';
import type { Section } from '../../domain/settings/sections.ts';
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

/** A link that opens a page in a separate tab. `section` is a section of the options page. */
export function PageLink({
  to,
  section,
  class: look = 'link',
  title,
  children,
}: {
  to: keyof typeof OPEN;
  section?: Section;
  class?: string;
  /** The tooltip of a link that is an icon. */
  title?: string;
  children: ComponentChildren;
}) {
  const go = (event: Event): void => {
    event.preventDefault();
    logFailure('page not opened', OPEN[to](section).then(closePanel));
  };
  return (
    <a
      href={section === undefined ? `${to}.html` : `${to}.html#${section}`}
      target="_blank"
      class={look}
      {...(title === undefined ? {} : { title })}
      onClick={go}
    >
      {children}
    </a>
  );
}

/** A link to the settings, or a section of them. It switches to the options page if that is already open. */
export function OptionsLink({
  text,
  section,
  class: look,
}: {
  text: MessageKey;
  section?: Section;
  class?: string;
}) {
  return (
    <PageLink
      to="options"
      {...(section === undefined ? {} : { section })}
      {...(look === undefined ? {} : { class: look })}
    >
      {useT()(text)}
    </PageLink>
  );
}

/** A link to the diagnostics page. */
export function DiagnosticsLink() {
  return <PageLink to="doctor">{useT()('doctor.title')}</PageLink>;
}
