/** Whether a host is allowed, followed while the page is open. */
import { useEffect, useState } from 'preact/hooks';
import { hasOrigin, watchOrigins } from '../../platform/host-permissions.ts';

/** null until it is known, and where there is no address. */
export function useOrigin(address: string): boolean | null {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    setAllowed(null);
    if (!URL.canParse(address)) return;
    const look = (): void => void hasOrigin(address).then(setAllowed);
    look();
    return watchOrigins(look);
  }, [address]);
  return allowed;
}
