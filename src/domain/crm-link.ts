/** CRM links: a URL template and a call make one safe URL, or none, with the reason. */
import type { CallSummary } from './call-summary.ts';
import { numberForms, type Region } from './phone-number.ts';

export const PLACEHOLDERS = ['phone', 'e164', 'national', 'digits', 'international', 'name', 'did', 'callId', 'line', 'queue'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Values for a template; '' where the call has none. */
export type LinkValues = Readonly<Record<Placeholder, string>>;

export type TemplateFault = 'template-not-http' | 'template-unknown-placeholder' | 'template-placeholder-in-host' | 'template-not-a-url';
export type CrmLink = { readonly kind: 'link'; readonly url: string } | { readonly kind: 'none'; readonly why: 'no-template' | 'no-number' | 'bad-template' };

const NUMBER_PLACEHOLDERS: readonly string[] = ['phone', 'e164', 'national', 'digits', 'international'];
const PLACEHOLDER = /\{([^{}]*)\}/g;

/** What is wrong with a template, or null. Placeholders may stand in path, query and fragment only. */
export function checkTemplate(template: string): TemplateFault | null {
  const names = placeholdersOf(template);
  const strayBrace = /[{}]/.test(template.replace(PLACEHOLDER, ''));
  if (strayBrace || names.some((name) => !PLACEHOLDERS.some((known) => known === name))) return 'template-unknown-placeholder';
  // The authority ends at the first / ? or #, or at a backslash, which browsers read as a slash.
  const parts = /^([^/?#\\]*:)?\/\/([^/?#\\]*)/.exec(template);
  const scheme = parts?.[1]?.toLowerCase();
  if (scheme !== 'https:' && scheme !== 'http:') return /^[^:/?#]*\{/.test(template) ? 'template-placeholder-in-host' : 'template-not-http';
  if (/[{}]/.test(parts?.[2] ?? '')) return 'template-placeholder-in-host';
  const url = parseUrl(template.replace(PLACEHOLDER, 'x'));
  const isPlain = url?.username === '' && url.password === '' && url.hostname !== '';
  // URLs forgive `https:///x` and take what follows for the host; `\` counts as a slash, white space is dropped.
  return parts?.[2] !== '' && isPlain && !/[\s\\]/.test(template) ? null : 'template-not-a-url';
}

/** The URL of a template for these values. Values are encoded whole, so none can leave its place. */
export function fillTemplate(template: string, values: LinkValues): CrmLink {
  if (template === '') return { kind: 'none', why: 'no-template' };
  if (checkTemplate(template) !== null) return { kind: 'none', why: 'bad-template' };
  const needsNumber = placeholdersOf(template).some((name) => NUMBER_PLACEHOLDERS.includes(name));
  if (needsNumber && values.phone === '') return { kind: 'none', why: 'no-number' };
  const fill = (value: (name: Placeholder) => string): URL | null => parseUrl(template.replace(PLACEHOLDER, (_, name: Placeholder) => value(name)));
  const url = fill((name) => encodeURIComponent(values[name].toWellFormed()));
  const shape = fill(() => 'x');
  // A value of dots alone would climb out of its folder: the path must keep the template's shape.
  const keepsShape = url !== null && shape !== null && url.origin === shape.origin && depth(url) === depth(shape);
  return keepsShape ? { kind: 'link', url: url.href } : { kind: 'none', why: 'bad-template' };
}

/** What a call offers to templates. */
export function linkValues(call: CallSummary, region: Region): LinkValues {
  const number = call.caller.kind === 'hidden' ? null : call.caller.number;
  const forms = number === null ? { phone: '', digits: '', national: '', e164: '', international: '' } : numberForms(number, region);
  return { ...forms, name: call.name, did: call.dialed, callId: call.callId, line: call.lineId, queue: call.queue };
}

/** The values that the live preview shows. */
export const sampleValues = (region: Region): LinkValues => ({
  ...numberForms('0501234567', region),
  name: 'Clark Kent',
  did: '0722776772',
  callId: '202012021122010135330b4f77',
  line: 'SIPSIP1',
  queue: 'Support',
});

const placeholdersOf = (template: string): string[] => [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
const depth = (url: URL): number => url.pathname.split('/').length;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
