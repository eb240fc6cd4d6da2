/** The icons of the activity page. */
import { Icon } from './icons.tsx';

/** An arrow to the time before. It points against the way that is read. */
export const PreviousIcon = () => (
  <Icon>
    <path class="turns" d="m10 4-4 4 4 4" />
  </Icon>
);
export const DownloadIcon = () => (
  <Icon>
    <path d="M8 2.5V10M5 7.2l3 3 3-3M2.8 13.3h10.4" />
  </Icon>
);

/** Crossed waves: no connection. */
export const OfflineIcon = () => (
  <Icon>
    <path d="M2 6.3a9 9 0 0 1 4-2.4M9.5 3.8A9 9 0 0 1 14 6.3M4.3 8.9a5.5 5.5 0 0 1 2.7-1.5" />
    <path d="M10.8 8.3l.9.6M8 12.3v.1M2.5 2.5l11 11" />
  </Icon>
);
