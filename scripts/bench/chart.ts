/** Draws the distributions as a picture: one dot for each time, Ringside above its baseline. Pure. */
import type { BrowserName } from '../find-browsers.mjs';
import { percentile, type Results } from './series.ts';
import { type Line, linesOf } from './targets.ts';

const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];
const WIDTH = 900;
const LEFT = 330;
const RIGHT = 20;
const ROW = 46;
const TOP = 40;
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000];
const COLOURS = { ours: '#0b6e4f', anchor: '#5b6470' };

/**
 * Returns an SVG, or null when there is nothing to draw. The background is white, so that it is readable on a
 * dark page too.
 */
export function chartOf(results: Results): string | null {
  const lines = BROWSERS.flatMap((browser) => linesOf(results, browser)).filter(
    ({ anchor }) => anchor !== null,
  );
  const all = lines
    .flatMap(({ times, anchor }) => [...times, ...(anchor?.times ?? [])])
    .filter((ms) => ms > 0);
  if (all.length === 0) return null;
  const [least, most] = [Math.max(1, percentile(all, 0) * 0.9), percentile(all, 100) * 1.1];
  const x = (ms: number): number =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(Math.max(ms, least) / least)) / Math.log(most / least);
  const height = TOP + ROW * lines.length + 10;
  const ticks = TICKS.filter((ms) => ms >= least && ms <= most).map(
    (ms) =>
      `<line x1="${at(x(ms))}" x2="${at(x(ms))}" y1="${String(TOP - 8)}" y2="${String(height - 8)}" stroke="#d5d9de"/><text x="${at(x(ms))}" y="${String(TOP - 14)}" text-anchor="middle" fill="#5b6470">${String(ms)} ms</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Times of Ringside beside its anchors">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...ticks,
    ...lines.map((line, index) => drawn(line, TOP + ROW * index, x)),
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ browser, title, times, anchor }: Line, top: number, x: (ms: number) => number): string {
  const label = `<text x="8" y="${String(top + 14)}" fill="#16191d">${escaped(`${browser}: ${title}`)}</text><text x="8" y="${String(top + 31)}" fill="${COLOURS.anchor}">${escaped(anchor?.name ?? '')}</text>`;
  return (
    label + dots(times, top + 10, COLOURS.ours, x) + dots(anchor?.times ?? [], top + 27, COLOURS.anchor, x)
  );
}

/** Draws each time as a faint dot and the median as a bar. */
function dots(times: readonly number[], y: number, colour: string, x: (ms: number) => number): string {
  const middle = at(x(percentile(times, 50)));
  return `<g fill="${colour}" fill-opacity="0.25">${times.map((ms) => `<circle cx="${at(x(ms))}" cy="${String(y)}" r="3"/>`).join('')}</g><line x1="${middle}" x2="${middle}" y1="${String(y - 7)}" y2="${String(y + 7)}" stroke="${colour}" stroke-width="2.5"/>`;
}

const at = (position: number): string => position.toFixed(1);
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
