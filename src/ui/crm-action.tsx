/** The way from a call to the CRM, or what stands in its place. */
import { mainLink, NEW_RECORD, newRecordLink, otherLinks } from '../domain/call-links.ts';
import type { CallSummary } from '../domain/call-summary.ts';
import type { MessageKey } from '../domain/messages.ts';
import { closePanel, openOptions } from '../platform/pages.ts';
import { sendSurely } from '../platform/messaging.ts';
import { letGo } from './ask.ts';
import { useFrame } from './page.tsx';
import { plain } from '../domain/plain.ts';

/** "Open in CRM" for a call; without a template the way to set one up, without a number the reason why there is none. */
export function CrmAction({ call, primary = false }: { call: CallSummary; primary?: boolean }) {
  const { settings, translator } = useFrame();
  const link = mainLink(call, settings);
  if (link.kind === 'none') {
    if (link.why === 'no-template') return primary ? <OptionsLink text="card.setUpCrm" class="button" /> : null;
    return <span class="hint no-link">{translator.t(link.why === 'no-number' ? 'card.noNumber' : 'card.noLink')}</span>;
  }
  return <OpenButton call={call} look={primary ? 'button primary' : 'button small'} text={translator.t('card.openCrm')} />;
}

/** The other ways of a call: a new record for somebody whom the lookup does not know, and the agent's other links. */
export function OtherLinks({ call }: { call: CallSummary }) {
  const { settings, translator } = useFrame();
  const { t } = translator;
  return (
    <>
      {newRecordLink(call, settings).kind === 'link' && <OpenButton call={call} link={NEW_RECORD} look="button" text={t('card.newRecord')} />}
      {otherLinks(call, settings).map(({ id, name }) => <OpenButton key={id} call={call} link={id} look="button quiet" text={name === null ? t('card.searchCrm') : plain(name)} />)}
    </>
  );
}

function OpenButton({ call, link, look, text }: { call: CallSummary; link?: string; look: string; text: string }) {
  const open = async (): Promise<void> => {
    await sendSurely({ type: 'open-crm', callId: call.callId, click: crypto.randomUUID(), ...(link === undefined ? {} : { link }) });
    closePanel();
  };
  return <button type="button" class={look} onClick={() => letGo('CRM not opened', open())}>{text}</button>;
}

/** A link to the options page; goes to the one that is open, if any. */
export function OptionsLink({ text, class: look }: { text: MessageKey; class?: string }) {
  const { t } = useFrame().translator;
  const go = (event: Event): void => {
    event.preventDefault();
    letGo('options not opened', openOptions().then(closePanel));
  };
  return (
    <a href="options.html" target="_blank" class={look ?? 'link'} onClick={go}>
      {t(text)}
    </a>
  );
}
