/** The permission to reach a host that a setting names. */
import { requestHostPermission } from '../../../platform/host-permissions.ts';
import { usePage } from '../../app/page.tsx';
import { logFailure } from '../../app/send-command.ts';
import { useHostPermission } from '../../app/use-host-permission.ts';

/**
 * Shows that a host is not allowed yet, with a button that requests the permission. Renders nothing for an
 * allowed host, or while that is unknown. It comes last, because the browser answers late.
 */
export function AllowHost({ address }: { address: string }) {
  const { t } = usePage().translator;
  const allowed = useHostPermission(address);
  if (allowed !== false) return null;
  const { host } = new URL(address);
  return (
    <div class="alert tone-attention">
      <p>{t({ key: 'origin.needed', params: { host } })}</p>
      <p>
        <button
          type="button"
          class="button"
          onClick={() => logFailure('host not allowed', requestHostPermission(address))}
        >
          {t({ key: 'origin.allow', params: { host } })}
        </button>
      </p>
    </div>
  );
}
