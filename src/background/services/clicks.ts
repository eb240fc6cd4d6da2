/** What the agent does outside of our pages: clicks on notifications and presses keyboard shortcuts. */
import browser from 'webextension-polyfill';
import { effectsOfClick } from '../../domain/alerts/side-effects.ts';
import { cards } from '../../domain/calls/selectors.ts';
import type { CallId } from '../../domain/common/types.ts';
import { callOfNotification, isOurs, listenToNotifications } from '../effects/notification.ts';
import type { OpenCrm } from '../effects/open-crm.ts';
import type { Engine } from '../engine/types.ts';

/** The parts of the worker that clicks use. */
export interface ClickParts {
  readonly engine: Pick<Engine, 'enqueueEffects'>;
  readonly openCrm: OpenCrm;
  readonly dismiss: (callId: CallId) => Promise<void>;
  /** Called for a click on any notification, also on one that belongs to no call. */
  readonly notificationClicked: (id: string) => void;
}

/** Listens for clicks and shortcuts. Call it in the worker's first turn. */
export function listenToClicks({ engine, openCrm, dismiss, notificationClicked }: ClickParts): void {
  /**
   * The first button of a notification opens the CRM. If there is no record to open, the first button
   * dismisses the call.
   */
  const pressButton = async (callId: CallId, index: number): Promise<void> => {
    if (index > 0 || !(await openCrm(callId))) await dismiss(callId);
  };

  listenToNotifications({
    clicked(id) {
      notificationClicked(id);
      if (isOurs(id))
        void engine.enqueueEffects((callState) => effectsOfClick(callOfNotification(id), callState));
    },
    button(id, index) {
      const callId = callOfNotification(id);
      if (callId !== null) void pressButton(callId, index);
    },
  });
  // A keyboard shortcut acts on the call that is first on the screen.
  browser.commands.onCommand.addListener(
    (name) =>
      void engine.enqueueEffects((callState) => {
        const [call] = cards(callState);
        if (call !== undefined) void (name === 'open-crm' ? openCrm(call.callId) : dismiss(call.callId));
        return [];
      }),
  );
}
