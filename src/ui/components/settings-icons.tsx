/** The icons of the settings, in the family of icons.tsx: one for each section, and those of its controls. */
import type { Section } from '../../domain/settings/sections.ts';
import { Icon } from './icons.tsx';

/** The figure of each section, as one path. */
const FIGURES: Readonly<Record<Section, string>> = {
  account: 'M10.7 5.2a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0ZM2.8 13.5a5.2 5.2 0 0 1 10.4 0',
  crm:
    'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2A2.6 2.6 0 0 0 9 3.3l-1 1' +
    'M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9A2.6 2.6 0 0 0 7 12.7l1-1',
  callers:
    'M4 2.5h8.5v11H4A1.5 1.5 0 0 1 2.5 12V4A1.5 1.5 0 0 1 4 2.5ZM2.5 12A1.5 1.5 0 0 1 4 10.5h8.5M6 5.5h3.5',
  alerts: 'M4 7a4 4 0 0 1 8 0c0 3 1.2 4 1.2 4H2.8S4 10 4 7ZM6.7 13.5a1.5 1.5 0 0 0 2.6 0',
  quiet: 'M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5Z',
  rules: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  after:
    'M4.5 3h7A1.5 1.5 0 0 1 13 4.5v8a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 12.5v-8A1.5 1.5 0 0 1 4.5 3Z' +
    'M6 4.5v-2h4v2M5.5 9.3l1.7 1.7L10.5 7.5',
  language:
    'M13.75 8a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 0 1 11.5 0ZM2.3 8h11.4' +
    'M8 2.3c2 2 2.6 3.8 2.6 5.7s-.6 3.7-2.6 5.7C6 11.7 5.4 9.9 5.4 8S6 4.3 8 2.3Z',
  data:
    'M13 4c0 1-2.2 1.8-5 1.8S3 5 3 4s2.2-1.8 5-1.8S13 3 13 4Z' +
    'M3 4v8c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V4M3 8c0 1 2.2 1.8 5 1.8s5-.8 5-1.8',
  about: 'M1.5 8h3l2-4.5 3 9 2-4.5h3',
};

/** The icon of a section. */
export const SectionIcon = ({ section }: { section: Section }) => (
  <Icon>
    <path d={FIGURES[section]} />
  </Icon>
);

/** A lock: the organisation has set this. */
export const LockIcon = () => (
  <Icon>
    <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
    <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
  </Icon>
);

/** A plus. */
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);
