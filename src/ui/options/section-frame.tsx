/** The frame of a section of the options page, and of a group of settings in it. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { MessageKey } from '../../domain/common/messages.ts';
import type { Section } from '../../domain/settings/sections.ts';
import { useT } from '../app/page.tsx';

/** The name of each section. */
export const SECTION_TITLES: Readonly<Record<Section, MessageKey>> = {
  account: 'account.title',
  crm: 'crm.title',
  callers: 'lookup.title',
  alerts: 'alerts.title',
  quiet: 'quiet.title',
  rules: 'rules.title',
  after: 'settings.after',
  language: 'place.title',
  data: 'settings.data',
  about: 'settings.about',
};

/** What each section is about. */
const SECTION_HINTS: Readonly<Record<Section, MessageKey>> = {
  account: 'settings.accountHint',
  crm: 'settings.crmHint',
  callers: 'lookup.hint',
  alerts: 'settings.alertsHint',
  quiet: 'quiet.hint',
  rules: 'rules.hint',
  after: 'settings.afterHint',
  language: 'settings.languageHint',
  data: 'settings.dataHint',
  about: 'settings.aboutHint',
};

/** A section under its name. The name can take the focus when the agent comes here. */
export function SectionFrame({ section, children }: { section: Section; children: ComponentChildren }) {
  const t = useT();
  return (
    <section class="stack" aria-labelledby={`${section}-title`}>
      <header>
        <h1 id={`${section}-title`} tabIndex={-1}>
          {t(SECTION_TITLES[section])}
        </h1>
        <p class="soft">{t(SECTION_HINTS[section])}</p>
      </header>
      {children}
    </section>
  );
}

/** Settings that belong together, under a heading if they need one. Renders a line between its children. */
export function Group({ title, children }: { title?: MessageKey; children: ComponentChildren }) {
  const t = useT();
  const id = useId();
  const sheet = <div class="sheet lined">{children}</div>;
  if (title === undefined) return sheet;
  return (
    <div class="stack group" role="group" aria-labelledby={id}>
      <h2 id={id}>{t(title)}</h2>
      {sheet}
    </div>
  );
}
