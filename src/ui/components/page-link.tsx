/** Links to our other pages. The panel makes way for what they open. */
import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../domain/common/messages.ts';
import {
  closePanel,
  openDoctor,
  openImport,
  openLedger,
  openOptions,
} from '../../platform/extension-pages.ts';
import { letGo } from '../app/send-command.ts';
import { useT } from '../app/page.tsx';

const OPEN = { options: openOptions, doctor: openDoctor, day: openLedger, import: openImport } as const;

/** A link to a page in a tab of its own. */
export function PageLink({
  to,
  class: look = 'link',
  children,
}: {
  to: keyof typeof OPEN;
  class?: string;
  children: ComponentChildren;
}) {
  const go = (event: Event): void => {
    event.preventDefault();
    letGo('page not opened', OPEN[to]().then(closePanel));
  };
  return (
    <a href={`${to}.html`} target="_blank" class={look} onClick={go}>
      {children}
    </a>
  );
}

/** The way to the settings; goes to the page that is open, if any. */
export function OptionsLink({ text, class: look }: { text: MessageKey; class?: string }) {
  return (
    <PageLink to="options" {...(look === undefined ? {} : { class: look })}>
      {useT()(text)}
    </PageLink>
  );
}

/** The way to the check-up. */
export function DoctorLink() {
  return <PageLink to="doctor">{useT()('doctor.title')}</PageLink>;
}
