/** The icons of the activity page. */
import { Icon } from './icons.tsx';

/** Arrows to the time before and after. They point the way that is read. */
export const PreviousIcon = () => (
  <Icon>
    <path class="turns" d="m10 4-4 4 4 4" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path class="turns" d="m6 4 4 4-4 4" />
  </Icon>
);

export const DownloadIcon = () => (
  <Icon>
    <path d="M8 2.5V10M5 7.2l3 3 3-3M2.8 13.3h10.4" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.3" />
    <path d="m10.3 10.3 3.2 3.2" />
  </Icon>
);

/** A moon: a ring that alerted nobody. */
export const QuietIcon = () => (
  <Icon>
    <path d="M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5Z" />
  </Icon>
);

/** Crossed waves: no connection. */
export const OfflineIcon = () => (
  <Icon>
    <path d="M2 6.3a9 9 0 0 1 4-2.4M9.5 3.8A9 9 0 0 1 14 6.3M4.3 8.9a5.5 5.5 0 0 1 2.7-1.5" />
    <path d="M10.8 8.3l.9.6M8 12.3v.1M2.5 2.5l11 11" />
  </Icon>
);
