/** The way from a call to the CRM, or what stands in its place. */
import { mainLink } from '../domain/call-links.ts';
import type { CallSummary } from '../domain/call-summary.ts';
import type { MessageKey } from '../domain/messages.ts';
import { closePanel, openOptions } from '../platform/pages.ts';
import { sendSurely } from '../platform/messaging.ts';
import { letGo } from './ask.ts';
import { useShared } from './page.tsx';

/** "Open in CRM" for a call; without a template the way to set one up, without a number the reason why there is none. */
export function CrmAction({ call, primary = false }: { call: CallSummary; primary?: boolean }) {
  const { settings, translator } = useShared();
  const link = mainLink(call, settings);
  if (link.kind === 'none') {
    if (link.why === 'no-template') return primary ? <OptionsLink text="card.setUpCrm" class="button" /> : null;
    return <span class="hint no-link">{translator.t(link.why === 'no-number' ? 'card.noNumber' : 'card.noLink')}</span>;
  }
  const open = async (): Promise<void> => {
    await sendSurely({ type: 'open-crm', callId: call.callId, click: crypto.randomUUID() });
    closePanel();
  };
  return (
    <button type="button" class={primary ? 'button primary' : 'button small'} onClick={() => letGo('CRM not opened', open())}>
      {translator.t('card.openCrm')}
    </button>
  );
}

/** A link to the options page; goes to the one that is open, if any. */
export function OptionsLink({ text, class: look }: { text: MessageKey; class?: string }) {
  const { t } = useShared().translator;
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
