/** The buttons that lead from a call to the CRM, or the text in their place. */
import { mainLink, NEW_RECORD, newRecordLink, otherLinks } from '../../domain/crm/call-links.ts';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { noLinkKey } from '../../domain/alerts/texts.ts';
import { openInCrm } from './open-crm.ts';
import { OptionsLink } from '../components/page-link.tsx';
import { usePage } from '../app/page.tsx';
import { sanitize } from '../../domain/common/sanitize.ts';

/**
 * "Open in CRM" for a call. Without a template, it is a link to the settings. Without a number, it is the
 * reason why there is no link. `of` is the id of the element that names the call, for a button in a list of
 * many calls.
 */
export function CrmAction({
  call,
  primary = false,
  of,
}: {
  call: CallSummary;
  primary?: boolean;
  of?: string;
}) {
  const { settings, translator } = usePage();
  const link = mainLink(call, settings);
  if (link.kind === 'none') {
    if (link.why === 'no-template')
      return primary ? <OptionsLink text="card.setUpCrm" section="crm" class="button" /> : null;
    return <span class="hint no-link">{translator.t(noLinkKey(link.why))}</span>;
  }
  return (
    <OpenButton
      call={call}
      look={primary ? 'button primary' : 'button small'}
      text={translator.t('card.openCrm')}
      {...(of === undefined ? {} : { of })}
    />
  );
}

/**
 * The other links of a call: a new record for a caller whom the lookup does not know, and the other links of
 * the agent.
 */
export function OtherLinks({ call }: { call: CallSummary }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  return (
    <>
      {newRecordLink(call, settings).kind === 'link' && (
        <OpenButton call={call} link={NEW_RECORD} look="button" text={t('card.newRecord')} />
      )}
      {otherLinks(call, settings).map(({ id, name }) => (
        <OpenButton
          key={id}
          call={call}
          link={id}
          look="button quiet"
          text={name === null ? t('card.searchCrm') : sanitize(name)}
        />
      ))}
    </>
  );
}

function OpenButton({
  call,
  link,
  look,
  text,
  of,
}: {
  call: CallSummary;
  link?: string;
  look: string;
  text: string;
  of?: string;
}) {
  return (
    <button
      type="button"
      class={look}
      {...(of === undefined ? {} : { 'aria-describedby': of })}
      onClick={() => openInCrm(call.callId, link)}
    >
      {text}
    </button>
  );
}
