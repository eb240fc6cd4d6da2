/**
 * The hosts that the administrator's settings need. A policy cannot grant them. The agent grants them with
 * one click.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { policyAddresses } from '../../domain/account/required-hosts.ts';
import {
  requestHostPermissions,
  hasHostPermission,
  onHostPermissionsChange,
} from '../../platform/host-permissions.ts';
import { logFailure } from '../app/send-command.ts';
import { usePage } from '../app/page.tsx';

export function PolicyHosts() {
  const { policy, settings, translator } = usePage();
  const addresses = useMemo(() => policyAddresses(policy, settings), [policy, settings]);
  const missing = useMissing(addresses);
  const { t, language } = translator;
  if (missing.length === 0) return null;
  const hosts = new Intl.ListFormat(language).format(
    missing.map((address) => t({ raw: new URL(address).hostname })),
  );
  return (
    <div class="alert" role="status">
      <p>{t({ key: 'policy.hosts', params: { hosts } })}</p>
      <button
        type="button"
        class="button"
        onClick={() => logFailure('hosts not allowed', requestHostPermissions(missing, settings.reuseTab))}
      >
        {t('policy.allow')}
      </button>
    </div>
  );
}

/** Returns the addresses that are not allowed yet. Follows the permissions while the page is open. */
function useMissing(addresses: readonly string[]): readonly string[] {
  const [missing, setMissing] = useState<readonly string[]>([]);
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      const allowed = await Promise.all(addresses.map(hasHostPermission));
      if (!isOver) setMissing(addresses.filter((_, index) => allowed[index] !== true));
    };
    logFailure('hosts not looked at', look());
    const stop = onHostPermissionsChange(() => logFailure('hosts not looked at', look()));
    return () => {
      isOver = true;
      stop();
    };
  }, [addresses]);
  return missing;
}
