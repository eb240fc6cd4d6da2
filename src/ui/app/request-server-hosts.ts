/** Leave to reach the login servers that the agent has named. */
import { askableServers } from '../../domain/common/server-address.ts';
import { askOrigins } from '../../platform/host-permissions.ts';
import { log, messageOf } from '../../platform/log.ts';

/**
 * Asks for the hosts of all addresses in one question; the browser shows none where they are granted, as Voicenter's are. To be called in the click
 * before anything is awaited. Resolves once that is over, granted or not, and never rejects: the worker sends nothing to a
 * host that is not allowed, and says so.
 */
export async function askForServers(addresses: readonly string[]): Promise<void> {
  const askable = askableServers(addresses);
  if (askable.length === 0) return;
  try {
    if (!(await askOrigins(askable))) log('info', 'host not allowed');
  } catch (thrown) {
    log('warn', 'host not allowed', { why: messageOf(thrown) });
  }
}
