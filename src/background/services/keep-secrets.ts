/** Keeps only the secrets that the settings allow. */
import type { Settings } from '../../domain/settings/settings.ts';
import { logThrown } from '../../platform/log.ts';
import type { Monitor } from '../connection/monitor.ts';

/**
 * Removes the secrets that the settings no longer allow. A password must not stay on the disk if the user no
 * longer wants to keep it, or wait for other servers than it was typed for.
 */
export function keepSecretsTo(settings: Settings, link: Pick<Monitor, 'keepLess' | 'dropUnfitSecret'>): void {
  void link.keepLess(settings).catch(logThrown('error', 'account not moved'));
  void link.dropUnfitSecret().catch(logThrown('error', 'secret not dropped'));
}
