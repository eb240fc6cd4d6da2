/** The icons of the first run, in the family of icons.tsx. */
import type { Surface } from '../../domain/account/first-run.ts';
import { Icon } from '../components/icons.tsx';

const FIGURES: Readonly<Record<Surface, string>> = {
  window:
    'M3.5 3h9A1.5 1.5 0 0 1 14 4.5v7a1.5 1.5 0 0 1-1.5 1.5h-9' +
    'A1.5 1.5 0 0 1 2 11.5v-7A1.5 1.5 0 0 1 3.5 3ZM2 6h12',
  notification: 'M4 7a4 4 0 0 1 8 0c0 3 1.2 4 1.2 4H2.8S4 10 4 7ZM6.7 13.5a1.5 1.5 0 0 0 2.6 0',
  sound: 'M3 6.3h2l3.5-2.8v9L5 9.7H3ZM11 6a3 3 0 0 1 0 4',
};

/** What a call is noticed by: a window, a bell, a loudspeaker. */
export const SurfaceIcon = ({ surface }: { surface: Surface }) => (
  <Icon>
    <path d={FIGURES[surface]} />
  </Icon>
);
