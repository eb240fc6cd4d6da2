/** What the agent can do with a card itself. Nothing of it reaches the caller. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Call } from '../../domain/calls/call.ts';
import { useT } from '../app/page.tsx';
import { sendCommand } from '../app/send-command.ts';
import { HideIcon, SilenceIcon, UnfoldIcon } from '../components/card-icons.tsx';

/** Takes the card away until the call rings again. Without `isWide`, it has an icon alone. */
export function HideButton({ call, isWide }: { call: Call; isWide: boolean }) {
  const name = useT()('card.dismiss');
  return (
    <button
      type="button"
      class={isWide ? 'button' : 'button plain only'}
      {...(isWide ? {} : { 'aria-label': name, title: name })}
      onClick={() => sendCommand({ type: 'dismiss', callId: call.callId })}
    >
      {isWide ? name : <HideIcon />}
    </button>
  );
}

/** Takes the card away for the whole call, and keeps the call silent. */
export function SilenceButton({ call }: { call: Call }) {
  const t = useT();
  return (
    <button
      type="button"
      class="button plain only"
      aria-label={t('card.mute')}
      title={`${t('card.mute')}. ${t('card.muteHint')}`}
      onClick={() => sendCommand({ type: 'mute', callId: call.callId })}
    >
      <SilenceIcon />
    </button>
  );
}

/**
 * Shows everything of a small card, or makes it small again. The card is then drawn anew, with another such
 * button. While `isPressed` is true, that one takes the keyboard from its predecessor.
 */
export function MoreButton({
  isOpen,
  isPressed,
  onClick,
}: {
  isOpen: boolean;
  isPressed: RefObject<boolean>;
  onClick: () => void;
}) {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (isPressed.current) button.current?.focus();
  }, []);
  return (
    <button
      ref={button}
      type="button"
      class="button plain only"
      aria-expanded={isOpen}
      aria-label={t('card.more')}
      title={t('card.more')}
      onClick={onClick}
    >
      <UnfoldIcon isOpen={isOpen} />
    </button>
  );
}
