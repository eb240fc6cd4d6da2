/** What a screenshot shows and how to reach it. */
import type { ExtensionPageName } from '../browsers/agent-browser.ts';
import type { AgentPage } from '../browsers/agent-page.ts';
import type { World } from './world.ts';

/** A screenshot. */
export interface State {
  /** The name of the file, without language and colours. */
  readonly name: string;
  readonly page: ExtensionPageName;
  readonly size: keyof typeof SIZES;
  /** What follows the page's address: a query or a hash. */
  readonly query?: string;
  /** The whole page instead of the visible part. */
  readonly isWhole?: boolean;
  /** Taken before the sign-in. */
  readonly isSignedOut?: boolean;
  /** The state does not exist where the page has no such element. */
  readonly needs?: string;
  /** Prepares the world before the page opens. No call is live then. */
  readonly arrange?: (world: World) => Promise<void> | void;
  /** What is done on the open page. */
  readonly reach?: (page: AgentPage, world: World) => Promise<void>;
  /** Puts the world back in order. */
  readonly leave?: (world: World) => Promise<void>;
}

/** Typical sizes: of a popup, a small window, a side panel and a tab. */
export const SIZES = {
  panel: { width: 380, height: 560 },
  call: { width: 400, height: 360 },
  top: { width: 320, height: 160 },
  smallTop: { width: 240, height: 80 },
  opener: { width: 440, height: 300 },
  side: { width: 320, height: 720 },
  tab: { width: 1180, height: 900 },
  store: { width: 1280, height: 800 },
} as const;
