/** Requests the permission to reach the login servers that the agent named. */
import { requestableHosts } from '../../domain/common/server-address.ts';
import { requestHostPermissions } from '../../platform/host-permissions.ts';
import { log, messageOf } from '../../platform/log.ts';

/**
 * Requests permission for the hosts of all addresses in one prompt. The browser shows no prompt for hosts
 * that are already granted, such as Voicenter's. Call it in the click handler before anything is awaited.
 * Resolves when the prompt is closed, whether permission is granted or not. Never rejects, because the worker
 * sends nothing to a host that is not allowed, and reports this itself.
 */
export async function requestServerHosts(addresses: readonly string[]): Promise<void> {
  const askable = requestableHosts(addresses);
  if (askable.length === 0) return;
  try {
    if (!(await requestHostPermissions(askable))) log('info', 'host not allowed');
  } catch (thrown) {
    log('warn', 'host not allowed', { why: messageOf(thrown) });
  }
}
