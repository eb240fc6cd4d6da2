/** Whether the sign-in form is needed. */
import type { ConnectionStatus } from '../../../domain/account/connection-status.ts';

/** True if the sign-in form is needed. The form stays until a sign-in succeeds, so the typed text is kept. */
export const needsForm = (status: ConnectionStatus): boolean =>
  status.word === 'off' || status.word === 'refused' || (status.word !== 'online' && !status.signedIn);
