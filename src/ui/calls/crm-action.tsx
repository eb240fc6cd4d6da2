/** The buttons that lead from a call to the CRM, or the text in their place. */
import type { ComponentChild } from 'preact';
import { mainLink, NEW_RECORD, newRecordLink, otherLinks } from '../../domain/crm/call-links.ts';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { noLinkKey } from '../../domain/alerts/texts.ts';
import { openInCrm } from './open-crm.ts';
import { OpenIcon } from '../components/action-icons.tsx';
import { OptionsLink } from '../components/page-link.tsx';
import { usePage } from '../app/page.tsx';
import { sanitize } from '../../domain/common/sanitize.ts';

/**
 * "Open in CRM" for a call. On a full card (`primary`), it is a link to the settings when there is no
 * template, and the reason when there is no link. Elsewhere there is a button or nothing but a short reason.
 * `of` is the id of the element that names the call, for a button in a list of many calls. `icon`: the button
 * has an icon alone.
 */
export function CrmAction({
  call,
  primary = false,
  icon = false,
  of,
}: {
  call: CallSummary;
  primary?: boolean;
  icon?: boolean;
  of?: string;
}) {
  const { settings, translator } = usePage();
  const link = mainLink(call, settings);
  if (link.kind === 'none') {
    if (link.why === 'no-template')
      return primary ? <OptionsLink text="card.setUpCrm" section="crm" class="button" /> : null;
    // The line below the caller says it.
    if (link.why === 'no-number') return null;
    return <span class="hint no-link">{translator.t(noLinkKey(link.why))}</span>;
  }
  const text = translator.t('card.openCrm');
  if (icon)
    return (
      <OpenButton call={call} look="button plain only" name={text}>
        <OpenIcon />
      </OpenButton>
    );
  return (
    <OpenButton
      call={call}
      look={primary ? 'button primary' : 'button small'}
      {...(of === undefined ? {} : { of })}
    >
      {text}
    </OpenButton>
  );
}

/**
 * The links that an answer of the lookup brings: a new record for an unknown caller, and the search when the
 * main link is a record. They stand in the row of the main link, so the card keeps its height.
 */
export function FoundLinks({ call }: { call: CallSummary }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const search = otherLinks(call, settings).find(({ name }) => name === null);
  return (
    <>
      {newRecordLink(call, settings).kind === 'link' && (
        <OpenButton call={call} link={NEW_RECORD} look="button">
          {t('card.newRecord')}
        </OpenButton>
      )}
      {search !== undefined && (
        <OpenButton call={call} link={search.id} look="button">
          {t('card.searchCrm')}
        </OpenButton>
      )}
    </>
  );
}

/** The other links of the agent. `isReserved`: the row has its height even if none leads anywhere now. */
export function OtherLinks({ call, isReserved }: { call: CallSummary; isReserved: boolean }) {
  const { settings } = usePage();
  const links = otherLinks(call, settings).filter(({ name }) => name !== null);
  if (links.length === 0 && !(isReserved && settings.moreLinks.length > 0)) return null;
  return (
    <div class="bar wrap card-links">
      {links.map(({ id, name }) => (
        <OpenButton key={id} call={call} link={id} look="button small plain">
          {sanitize(name ?? '')}
        </OpenButton>
      ))}
    </div>
  );
}

function OpenButton({
  call,
  link,
  look,
  name,
  of,
  children,
}: {
  call: CallSummary;
  link?: string;
  look: string;
  /** The name of a button that has only an icon. */
  name?: string;
  of?: string;
  children: ComponentChild;
}) {
  return (
    <button
      type="button"
      class={look}
      {...(name === undefined ? {} : { 'aria-label': name, title: name })}
      {...(of === undefined ? {} : { 'aria-describedby': of })}
      onClick={() => openInCrm(call.callId, link)}
    >
      {name === undefined ? <span class="cut">{children}</span> : children}
    </button>
  );
}
