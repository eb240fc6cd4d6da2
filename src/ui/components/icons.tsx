/**
 * Icons of one family: 16 × 16, with strokes of 1.5 and a handset as the common figure. Words always stand
 * beside an icon.
 */
import type { ComponentChild } from 'preact';
import type { CheckState } from '../../domain/diagnostics/facts.ts';
import type { StatusWord } from '../../domain/account/connection-status.ts';
import type { Outcome, Phase } from '../../domain/calls/call.ts';

const HANDSET =
  'M4.2 2.2 6 2l1.2 3-1.4 1.1a8 8 0 0 0 4 4l1.1-1.4 3 1.2-.2 1.9c-.1 1.1-1 1.9-2.1 1.8' +
  'A10.3 10.3 0 0 1 2.4 4.4c-.1-1.1.7-2.1 1.8-2.2Z';

export const Icon = ({ children }: { children: ComponentChild }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);
const Handset = ({ filled = false }: { filled?: boolean }) => (
  <path d={HANDSET} fill={filled ? 'currentColor' : 'none'} />
);

/** The phase of a call. For an ended call, its outcome. */
export function CallIcon({ phase, outcome }: { phase: Phase; outcome: Outcome | null }) {
  return <Icon>{phase === 'ended' && outcome !== null ? outcomeFigure(outcome) : phaseFigure(phase)}</Icon>;
}

function phaseFigure(phase: Phase): ComponentChild {
  switch (phase) {
    case 'ringing':
    case 'dialing':
      return [
        <Handset key="h" />,
        <path key="w" d="M10 4.8A2.6 2.6 0 0 1 11.3 6M10.3 1.8A5.5 5.5 0 0 1 14.2 5.7" />,
      ];
    case 'talking':
      return <Handset filled />;
    case 'held':
      return <path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.5" />;
    case 'stopped':
    case 'ended':
      return <path d="M3 8h10" stroke-width="2" />;
  }
}

function outcomeFigure(outcome: Outcome): ComponentChild {
  switch (outcome) {
    case 'answered':
      return <path d="m3 8.5 3.5 3.5L13 4.5" />;
    case 'missed':
      return <path d="M3 4 8 9l5-5M3 8V4h4M3 12.5h10" />;
    case 'answered-elsewhere':
      return <path class="turns" d="M2.5 12.5V9a3 3 0 0 1 3-3h8M10.5 3l3 3-3 3" />;
    case 'rejected':
      return <path d="m4 4 8 8M12 4l-8 8" />;
    case 'busy':
      return [<circle key="c" cx="8" cy="8" r="5.8" />, <path key="b" d="M5.5 8h5" />];
    case 'transferred':
    case 'moved':
      return <path d="M2.5 5.5h11M10.5 2.5l3 3-3 3M13.5 11h-8M8 8.5 5.5 11 8 13.5" />;
    case 'placed':
      return <path class="turns" d="M4 12 12 4M6 4h6v6" />;
  }
}

/**
 * The status of the connection. Each status has a different shape: empty ring, open ring, ticked disc,
 * triangle.
 */
export function StatusIcon({ word }: { word: StatusWord }) {
  switch (word) {
    case 'signed-out':
      return (
        <Icon>
          <circle cx="8" cy="8" r="5.8" />
          <path d="m4 12 8-8" />
        </Icon>
      );
    case 'connecting':
      return (
        <Icon>
          <path d="M13.8 8A5.8 5.8 0 1 1 8 2.2" />
        </Icon>
      );
    case 'online':
      return (
        <Icon>
          <circle cx="8" cy="8" r="6.2" fill="currentColor" />
          <path class="icon-cut" d="m5.2 8.3 2 2 3.7-4.3" />
        </Icon>
      );
    case 'trouble':
      return (
        <Icon>
          <path d="M8 2 1.5 13.5h13L8 2Z" />
          <path d="M8 6.5v3M8 11.6v.1" />
        </Icon>
      );
  }
}

/**
 * The result of a check. Each result has a different shape: ticked disc, triangle, crossed disc, empty ring,
 * open ring.
 */
export function CheckIcon({ state }: { state: CheckState }) {
  switch (state) {
    case 'ok':
      return <StatusIcon word="online" />;
    case 'attention':
      return <StatusIcon word="trouble" />;
    case 'wrong':
      return (
        <Icon>
          <circle cx="8" cy="8" r="6.2" fill="currentColor" />
          <path class="icon-cut" d="m5.6 5.6 4.8 4.8M10.4 5.6l-4.8 4.8" />
        </Icon>
      );
    case 'unused':
    case 'unknown':
      return (
        <Icon>
          <circle cx="8" cy="8" r="5.8" />
          <path d="M5.5 8h5" />
        </Icon>
      );
    case 'asking':
      return <StatusIcon word="connecting" />;
  }
}

/** Two sheets, or a tick after the copy. */
export const CopyIcon = ({ isDone }: { isDone: boolean }) => (
  <Icon>
    {isDone ? (
      <path d="m3 8.5 3.5 3.5L13 4.5" />
    ) : (
      [
        <rect key="f" x="5.5" y="5.5" width="8" height="8.5" rx="1.5" />,
        <path
          key="b"
          d="M10.5 5.5v-2A1.5 1.5 0 0 0 9 2H4a1.5 1.5 0 0 0-1.5 1.5V9A1.5 1.5 0 0 0 4 10.5h1.5"
        />,
      ]
    )}
  </Icon>
);

/** The logo of the product: a handset in a ring. */
export const Mark = () => <img class="mark" src="icons/app-32.png" alt="" width="24" height="24" />;
