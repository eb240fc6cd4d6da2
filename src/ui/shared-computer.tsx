/** One choice for a computer that several people use. */
import { isLocked } from '../domain/policy.ts';
import { isSharedComputer, SHARED_COMPUTER_SETTINGS, sharedComputer } from '../domain/shared-computer.ts';
import { letGo } from './ask.ts';
import { Checkbox } from './field.tsx';
import { useFrame } from './page.tsx';
import { saveSettings } from './save.ts';

export function SharedComputer() {
  const { settings, policy } = useFrame();
  const isSet = policy !== null && SHARED_COMPUTER_SETTINGS.some((name) => isLocked(policy, name));
  const save = (isShared: boolean): void =>
    letGo(
      'setting not saved',
      saveSettings(() => sharedComputer(isShared)),
    );
  return (
    <Checkbox
      label="account.shared"
      hint="account.sharedHint"
      isOn={isSharedComputer(settings)}
      isLocked={isSet}
      onToggle={save}
    />
  );
}
