/** Settings that the administrator has locked: shown as they are, and who set them. */
import type { ComponentChildren } from 'preact';
import { isLocked } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { useFrame } from '../app/page.tsx';

/** Whether a setting is locked; what is none never is. */
export function useLocked(name: keyof Settings | undefined): boolean {
  const { policy } = useFrame();
  return name !== undefined && policy !== null && isLocked(policy, name);
}

export function ByOrganisation() {
  const { t } = useFrame().translator;
  return <p class="hint locked">{t('policy.locked')}</p>;
}

/** Controls of one setting that has more than a field of its own: none of them works while it is locked. */
export function Lockable({ name, children }: { name: keyof Settings; children: ComponentChildren }) {
  const locked = useLocked(name);
  return (
    <fieldset class="lockable" disabled={locked}>
      {locked && <ByOrganisation />}
      {children}
    </fieldset>
  );
}
