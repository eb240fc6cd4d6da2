/** The frame of a card, which stays while the agent points at it. */
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CallId } from '../../domain/common/types.ts';
import { sendCommand } from '../app/send-command.ts';

/**
 * Pins a card while the pointer is over it or the keyboard focus is in it. A pinned card does not disappear
 * when its call is finished.
 */
export function Pinnable({
  callId,
  look,
  label,
  isWhole,
  children,
}: {
  callId: CallId;
  look: string;
  label: string;
  isWhole: boolean;
  children: ComponentChild;
}) {
  const hand = useRef({ over: false, focused: false, told: false });
  const touch = (change: { over?: boolean; focused?: boolean }): void => {
    Object.assign(hand.current, change);
    const pinned = hand.current.over || hand.current.focused;
    if (pinned === hand.current.told) return;
    hand.current.told = pinned;
    sendCommand({ type: 'pin', callId, pinned });
  };
  // A button keeps the focus after a click. So only a focus that the browser shows pins the card.
  const isShown = ({ target }: Event): boolean =>
    target instanceof Element && target.matches(':focus-visible');
  // No event reports that pointer and focus have left the card when the page is hidden or the agent works
  // elsewhere.
  useEffect(() => {
    const leave = (): void => touch({ over: false, focused: false });
    document.addEventListener('visibilitychange', leave);
    addEventListener('blur', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('blur', leave);
    };
  }, [callId]);
  return (
    <article
      class={look}
      aria-label={label}
      aria-busy={!isWhole}
      onMouseMove={() => touch({ over: true })}
      onMouseLeave={() => touch({ over: false })}
      onFocusIn={(event) => touch({ focused: isShown(event) })}
      onFocusOut={() => touch({ focused: false })}
    >
      {children}
    </article>
  );
}
