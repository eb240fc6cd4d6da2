/** A single checkbox for a computer that several people use. */
import { isLocked } from '../../../domain/settings/managed-policy.ts';
import {
  isSharedComputer,
  SHARED_COMPUTER_SETTINGS,
  sharedComputer,
} from '../../../domain/settings/shared-computer.ts';
import { logFailure } from '../../app/send-command.ts';
import { Checkbox } from '../../components/field.tsx';
import { usePage } from '../../app/page.tsx';
import { saveSettings } from '../../app/save-settings.ts';

/**
 * The checkbox sets all settings of a shared computer at once. It is locked if the policy locks one of them.
 */
export function SharedComputer() {
  const { settings, policy } = usePage();
  const isSet = SHARED_COMPUTER_SETTINGS.some((name) => isLocked(policy, name));
  const save = (isShared: boolean): void =>
    logFailure(
      'setting not saved',
      saveSettings(() => sharedComputer(isShared)),
    );
  return (
    <Checkbox
      item="sharedComputer"
      label="account.shared"
      hint="account.sharedHint"
      isOn={isSharedComputer(settings)}
      isLocked={isSet}
      onToggle={save}
    />
  );
}
