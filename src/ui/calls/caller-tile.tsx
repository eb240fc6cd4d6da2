/** The square beside a caller. It repeats what the words say, so screen readers pass over it. */
import type { ComponentChild } from 'preact';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { usePage } from '../app/page.tsx';
import { ColleagueIcon, HiddenIcon, PersonIcon } from '../components/card-icons.tsx';
import { PeopleIcon } from '../components/action-icons.tsx';
import { type Tile, tileOf } from './call-view.ts';

/** `isDrawn` is false in the first frame, in which the square is empty. */
export function CallerTile({ summary, isDrawn }: { summary: CallSummary; isDrawn: boolean }) {
  const { region } = usePage().settings;
  return (
    <span class="tile" aria-hidden="true">
      {isDrawn && figureOf(tileOf(summary, region))}
    </span>
  );
}

function figureOf(tile: Tile): ComponentChild {
  switch (tile.kind) {
    case 'initials':
    case 'country':
      // Other initials are another element. The same one would move within the square.
      return <bdi key={tile.text}>{tile.text}</bdi>;
    case 'colleague':
      return <ColleagueIcon />;
    case 'hidden':
      return <HiddenIcon />;
    case 'several':
      return <PeopleIcon />;
    case 'person':
      return <PersonIcon />;
  }
}
