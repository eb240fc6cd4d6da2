/** Opens a link of a call in the CRM. */
import { closePanel } from '../../platform/extension-pages.ts';
import { sendWithRetry } from '../../platform/messaging/commands.ts';
import { logFailure } from '../app/send-command.ts';
import type { CallId } from '../../domain/common/types.ts';

/** Call it in a click. `link` is the id of one of the call's links. Without it, the main link opens. */
export function openInCrm(callId: CallId, link?: string): void {
  const opening = sendWithRetry({
    type: 'open-crm',
    callId,
    click: crypto.randomUUID(),
    ...(link === undefined ? {} : { link }),
  });
  logFailure('CRM not opened', opening.then(closePanel));
}
