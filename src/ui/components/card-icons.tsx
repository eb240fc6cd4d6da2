/** Icons of a call card, from the same family as those of calls (icons.tsx): who calls, and what to do. */
import { Icon } from './icons.tsx';

/** One person of whom no more is known. */
export const PersonIcon = () => (
  <Icon>
    <circle cx="8" cy="5.2" r="2.7" />
    <path d="M2.8 13.5a5.2 5.2 0 0 1 10.4 0" />
  </Icon>
);

/** An eye that is struck out, for a hidden number. */
export const HiddenIcon = () => (
  <Icon>
    <path d="M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4Z" />
    <path d="M3 13 13 3" />
  </Icon>
);

/** A headset, for a colleague. */
export const ColleagueIcon = () => (
  <Icon>
    <path d="M2.5 9.5V8a5.5 5.5 0 0 1 11 0v1.5" />
    <path
      d={
        'M2.5 9.3h1.3a.9.9 0 0 1 .9.9v2a.9.9 0 0 1-.9.9h-.4a.9.9 0 0 1-.9-.9Z' +
        'M13.5 9.3h-1.3a.9.9 0 0 0-.9.9v2a.9.9 0 0 0 .9.9h.4a.9.9 0 0 0 .9-.9Z'
      }
    />
  </Icon>
);

/** A clock, for a call that is shown late. */
export const ClockIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M8 4.8V8l2.2 1.6" />
  </Icon>
);

/** A bell that is struck out, for a call that is silenced. */
export const SilenceIcon = () => (
  <Icon>
    <path
      d={
        'M4.4 5.3A4 4 0 0 1 12 7c0 1 .1 1.7.3 2.3M10.5 11H2.8S4 10 4 7' +
        'M6.7 13.5a1.5 1.5 0 0 0 2.6 0M2.5 2.5l11 11'
      }
    />
  </Icon>
);

/** A cross, for a card that is hidden. */
export const HideIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

/** An arrow head down, or up when everything is shown. */
export const UnfoldIcon = ({ isOpen }: { isOpen: boolean }) => (
  <Icon>
    <path d={isOpen ? 'm4 10 4-4 4 4' : 'm4 6 4 4 4-4'} />
  </Icon>
);
