/** Shows that the administrator has locked a setting. The page still shows its value. */
import type { ComponentChildren } from 'preact';
import { isLocked } from '../../domain/settings/managed-policy.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { usePage } from '../app/page.tsx';
import { LockIcon } from './settings-icons.tsx';

/** Returns whether a setting is locked. Returns false for undefined, which is no setting. */
export function useLocked(name: keyof Settings | undefined): boolean {
  const { policy } = usePage();
  return name !== undefined && isLocked(policy, name);
}

/** A note that the organisation has locked the setting of the field `id`, which is described by it. */
export function ManagedHint({ id }: { id?: string }) {
  const { t } = usePage().translator;
  return (
    <p class="bar hint" {...(id === undefined ? {} : { id: `${id}-locked` })}>
      <LockIcon />
      {t('policy.locked')}
    </p>
  );
}

/**
 * The controls of a setting that needs more than one field. All controls are disabled while the setting is
 * locked.
 */
export function Lockable({ name, children }: { name: keyof Settings; children: ComponentChildren }) {
  const locked = useLocked(name);
  return (
    <fieldset class="lockable" data-item={name} disabled={locked}>
      {locked && (
        <div class="set">
          <ManagedHint />
        </div>
      )}
      {children}
    </fieldset>
  );
}
