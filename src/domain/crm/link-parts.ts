/** The URL of a link as parts, so that a page can mark what comes from the call. */
import { type CrmLink, encodedValues, fillTemplate } from './crm-url.ts';
import type { LinkValues } from './link-values.ts';
import type { LinkPolicy } from './url-policy.ts';
import { fill, readTemplate } from './url-template.ts';
import { urlOf } from '../common/url.ts';

/** A part of a URL. `isValue` is true for a value of the call. */
export interface LinkPart {
  readonly text: string;
  readonly isValue: boolean;
}

/** A link with its parts, or the reason why there is none. Joined, the parts are the URL. */
export type LinkPreview =
  | { readonly kind: 'link'; readonly url: string; readonly parts: readonly LinkPart[] }
  | Extract<CrmLink, { readonly kind: 'none' }>;

/** Fills a template as `fillTemplate` does, and returns the parts of the URL, too. */
export function previewLink(template: string, values: LinkValues, policy: LinkPolicy): LinkPreview {
  const link = fillTemplate(template, values, policy);
  return link.kind === 'none' ? link : { ...link, parts: partsOf(template, values, link.url) };
}

/** The browser normalizes the text of a URL, but no letters, so a mark of letters keeps its place. */
const MARK = 'ringsidemark';

function partsOf(template: string, values: LinkValues, url: string): readonly LinkPart[] {
  const plain = [{ text: url, isValue: false }];
  const read = readTemplate(template);
  if (read === null || template.toLowerCase().includes(MARK)) return plain;
  const texts = urlOf(fill(read, () => MARK))?.href.split(MARK) ?? [];
  const encoded = encodedValues(read, values);
  const parts = texts
    .flatMap((text, index) => [
      { text, isValue: false },
      { text: encoded[index] ?? '', isValue: true },
    ])
    .filter(({ text }) => text !== '');
  return parts.map(({ text }) => text).join('') === url ? parts : plain;
}
