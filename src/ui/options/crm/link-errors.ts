/** Validates the fields of a named link, which is a link besides the default one. Pure. */
import type { NamedLink } from '../../../domain/crm/call-links.ts';
import type { Limits } from '../../../domain/common/limits.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { table } from '../../../domain/settings/settings.ts';

/** The fault of each of the two fields. A field without a fault has null. */
export interface LinkErrors {
  readonly name: MessageKey | null;
  readonly template: MessageKey | null;
}

/** The faults before the first validation: none. */
export const noLinkErrors: LinkErrors = { name: null, template: null };

/** True if either field has a fault. */
export const hasError = ({ name, template }: LinkErrors): boolean => name !== null || template !== null;

/**
 * Returns the faults of the typed text. A missing text is a fault once the agent has left both fields
 * (`isLeft`). A new link (`isNew`) with two empty fields is no fault, because nothing is lost.
 */
export function linkErrors(
  { name, template }: Pick<NamedLink, 'name' | 'template'>,
  limits: Limits,
  { isLeft, isNew }: { isLeft: boolean; isNew: boolean },
): LinkErrors {
  const parsed = table.crmLink.parse(template, limits);
  const isDue = isLeft && !(isNew && name.trim() === '' && template.trim() === '');
  const missing = (text: string, fault: MessageKey): MessageKey | null =>
    isDue && text.trim() === '' ? fault : null;
  return {
    name: missing(name, 'error.link-name-missing'),
    template: parsed.ok ? missing(template, 'error.link-address-missing') : `error.${parsed.fault}`,
  };
}
