/** Icons of lists, searches and actions on every page, from the same family as those of calls (icons.tsx). */
import { Icon } from './icons.tsx';

/** Several people. */
export const PeopleIcon = () => (
  <Icon>
    <circle cx="6" cy="5.5" r="2.5" />
    <path d="M1.5 13a4.5 4.5 0 0 1 9 0M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12.3 9.6a4.5 4.5 0 0 1 2.2 3.4" />
  </Icon>
);

/** How a wait stands: a ring, a triangle or a diamond. */
export function WaitIcon({ level }: { level: 'fine' | 'near' | 'over' }) {
  switch (level) {
    case 'fine':
      return (
        <Icon>
          <circle cx="8" cy="8" r="4.5" />
        </Icon>
      );
    case 'near':
      return (
        <Icon>
          <path d="M8 3 13.5 12.5h-11Z" fill="currentColor" />
        </Icon>
      );
    case 'over':
      return (
        <Icon>
          <path d="M8 2.2 13.8 8 8 13.8 2.2 8Z" fill="currentColor" />
        </Icon>
      );
  }
}

/** A magnifying glass. */
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.3" />
    <path d="m10.3 10.3 3.2 3.2" />
  </Icon>
);

/** A moon, for a ring that stayed silent. */
export const QuietIcon = () => (
  <Icon>
    <path d="M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5Z" />
  </Icon>
);

/** A small window in front of a large one. */
export const OnTopIcon = () => (
  <Icon>
    <path d="M6 12.5H3.5a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1V6" />
    <rect x="8" y="8" width="6" height="5.5" rx="1" fill="currentColor" />
  </Icon>
);

/** An arrow out of a sheet, for a page that opens elsewhere. */
export const OpenIcon = () => (
  <Icon>
    <path
      class="turns"
      d="M9.5 2.5h4v4M13.5 2.5l-6 6M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3"
    />
  </Icon>
);

/** A tick, for what is done. */
export const DoneIcon = () => (
  <Icon>
    <path d="m3 8.5 3.5 3.5L13 4.5" />
  </Icon>
);

/** An arrow back. */
export const UndoIcon = () => (
  <Icon>
    <path class="turns" d="M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H6" />
  </Icon>
);

/** An arrow head onwards, for another page or a later time. */
export const OnwardIcon = () => (
  <Icon>
    <path class="turns" d="m6 4 4 4-4 4" />
  </Icon>
);

/** A page with a panel at its side. */
export const SidePanelIcon = () => (
  <Icon>
    <rect x="2.5" y="3" width="11" height="10" rx="1.5" />
    <path class="turns" d="M9.5 3v10" />
  </Icon>
);

/** Two sliders. */
export const SettingsIcon = () => (
  <Icon>
    <path d="M2.5 5h5.8M11.7 5h1.8M2.5 11h1.8M7.7 11h5.8" />
    <circle cx="10" cy="5" r="1.7" />
    <circle cx="6" cy="11" r="1.7" />
  </Icon>
);

/** A pulse. */
export const DiagnosticsIcon = () => (
  <Icon>
    <path d="M1.5 8.5h3l2-5 3 9 2-4h3" />
  </Icon>
);
