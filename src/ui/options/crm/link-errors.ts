/** What a link beside the default one still lacks. Pure. */
import type { NamedLink } from '../../../domain/crm/call-links.ts';
import type { Limits } from '../../../domain/common/limits.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { table } from '../../../domain/settings/settings.ts';

/** What each of the two fields says; null where it is well. */
export interface LinkFaults {
  readonly name: MessageKey | null;
  readonly template: MessageKey | null;
}

/** Before anything was judged. */
export const noLinkFaults: LinkFaults = { name: null, template: null };

/** Whether anything is at fault at all. */
export const hasFault = ({ name, template }: LinkFaults): boolean => name !== null || template !== null;

/**
 * The faults of what was typed. What is missing is one as soon as the agent has left both fields (`isLeft`), unless the link is new (`isNew`) and
 * nothing was typed at all: then nothing is lost.
 */
export function linkFaults(
  { name, template }: Pick<NamedLink, 'name' | 'template'>,
  limits: Limits,
  { isLeft, isNew }: { isLeft: boolean; isNew: boolean },
): LinkFaults {
  const parsed = table.crmLink.parse(template, limits);
  const isDue = isLeft && !(isNew && name.trim() === '' && template.trim() === '');
  const missing = (text: string, fault: MessageKey): MessageKey | null =>
    isDue && text.trim() === '' ? fault : null;
  return {
    name: missing(name, 'error.link-name-missing'),
    template: parsed.ok ? missing(template, 'error.link-address-missing') : `error.${parsed.fault}`,
  };
}
