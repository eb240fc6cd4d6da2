/** Offers to make a template of an address that the agent has copied from the CRM with a number in it. */
import { displayNumber } from '../../../domain/common/phone-number.ts';
import { msg } from '../../../domain/common/messages.ts';
import { type Candidate, type PastedAddress, readPasted } from '../../../domain/crm/pasted-address.ts';
import { linkPolicyOf } from '../../../domain/crm/url-policy.ts';
import { usePage } from '../../app/page.tsx';
import { PhoneNumber, Phrase } from '../../components/phrase.tsx';

interface PastedOfferProps {
  /** The text in the field. */
  readonly text: string;
  /** Takes the template that the agent accepts. */
  readonly onTake: (template: string) => void;
}

/**
 * The numbers that were found, each with a button that puts a placeholder in its place. Renders nothing for a
 * text without a number.
 */
export function PastedOffer({ text, onTake }: PastedOfferProps) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const found = candidatesOf(readPasted(text, settings.region, linkPolicyOf(settings)));
  const [only] = found;
  if (only === undefined) return null;
  return (
    <div class="set" role="status">
      <div>
        <p class="hint">
          {found.length > 1 ? (
            t('setup.crm.ask')
          ) : (
            <Phrase text="crm.pasted" param="number">
              <PhoneNumber>{displayNumber(only.number, settings.region)}</PhoneNumber>
            </Phrase>
          )}
        </p>
        {found.length === 1 && (
          <p class="code hint" dir="ltr">
            {only.template}
          </p>
        )}
      </div>
      <div class="picks">
        {found.map(({ number, template }) => (
          <button key={template} type="button" class="button small" onClick={() => onTake(template)}>
            {found.length > 1 ? (
              <PhoneNumber>{displayNumber(number, settings.region)}</PhoneNumber>
            ) : (
              t(msg('crm.pastedTake', { placeholder: slotIn(template) }))
            )}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Returns the numbers of an address, each with its template. */
function candidatesOf(read: PastedAddress | null): readonly Candidate[] {
  if (read?.kind === 'ask') return read.candidates;
  return read?.kind === 'template' && read.number !== null
    ? [{ number: read.number, template: read.template }]
    : [];
}

/** Returns the first placeholder of a template. */
const slotIn = (template: string): string => /\{[^{}]*\}/.exec(template)?.[0] ?? '';
