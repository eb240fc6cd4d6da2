/** Leave to reach the login servers that the agent has named. */
import { askableServers } from '../domain/server-address.ts';
import { askOrigins } from '../platform/origins.ts';
import { log, messageOf } from '../platform/log.ts';

/**
 * Asks for the hosts of all addresses in one question; the browser shows none where they are granted, as Voicenter's are. To be called in the click
 * before anything is awaited. Resolves once that is over, granted or not, and never rejects: a server that is refused may still let us in by CORS.
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
