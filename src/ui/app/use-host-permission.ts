/** Follows the permission for a host while the page is open. */
import { useEffect, useState } from 'preact/hooks';
import { hasHostPermission, onHostPermissionsChange } from '../../platform/host-permissions.ts';

/**
 * Returns whether the host of an address is allowed. Returns null until this is known, and for an invalid
 * address.
 */
export function useHostPermission(address: string): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    setAllowed(null);
    if (!URL.canParse(address)) return;
    let isCurrent = true;
    const look = (): void =>
      void hasHostPermission(address).then((isAllowed) => {
        if (isCurrent) setAllowed(isAllowed);
      });
    look();
    const stop = onHostPermissionsChange(look);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [address]);
  return allowed;
}
