/** The ways to the card that stays on top of all windows. */
import { useEffect, useState } from 'preact/hooks';
import { closePanel } from '../../platform/extension-pages.ts';
import { canKeepOnTop, openOnTopPage, watchOnTop } from '../../platform/on-top.ts';
import { usePage } from '../app/page.tsx';
import { logFailure } from '../app/send-command.ts';
import { OnTopIcon } from './action-icons.tsx';

/** Returns whether agents may keep the card on top in this browser. */
export const useMayKeepOnTop = (): boolean => usePage().settings.keepOnTop !== 'forbid' && canKeepOnTop();

const open = (): void => logFailure('page not opened', openOnTopPage().then(closePanel));

/** Returns whether the card is on top. Null until it is known. */
function useOnTop(): boolean | null {
  const [isOnTop, setOnTop] = useState<boolean | null>(null);
  useEffect(() => watchOnTop(setOnTop), []);
  return isOnTop;
}

/** A button with words, or with `icon` a small one for a head. It is off while the card is on top. */
export function KeepOnTopButton({ icon = false }: { icon?: boolean }) {
  const { t } = usePage().translator;
  const isOnTop = useOnTop();
  if (!useMayKeepOnTop()) return null;
  const name = t(isOnTop === true ? 'float.isOn' : 'float.title');
  return (
    <button
      type="button"
      class={icon ? 'button plain only' : 'button small'}
      disabled={isOnTop === true}
      {...(icon ? { 'aria-label': name, title: name } : {})}
      onClick={open}
    >
      {icon ? <OnTopIcon /> : name}
    </button>
  );
}

/** Asks for the card on top if the organisation recommends it and it is not there. */
export function OnTopAdvice() {
  const { settings, translator } = usePage();
  const isOnTop = useOnTop();
  if (settings.keepOnTop !== 'recommend' || isOnTop !== false || !canKeepOnTop()) return null;
  return (
    <div class="alert">
      <p>{translator.t('float.recommended')}</p>
      <div class="bar wrap">
        <KeepOnTopButton />
      </div>
    </div>
  );
}
