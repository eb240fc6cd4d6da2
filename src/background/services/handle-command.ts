/** Performs the commands that pages send to the worker. */
import { testCall } from '../../domain/calls/call.ts';
import type { CallId, Millis } from '../../domain/common/types.ts';
import { pickValid } from '../../domain/settings/read-settings.ts';
import type { Command } from '../../platform/messaging/command.ts';
import { crmCheckItem } from '../../platform/storage/crm-items.ts';
import { windowBoundsItem } from '../../platform/storage/items.ts';
import { changeSettings, storedSettings } from '../../platform/storage/settings-store.ts';
import type { Monitor } from '../connection/monitor.ts';
import { chooseRecord, type CrmMatch } from '../effects/crm-match.ts';
import type { OpenCrm } from '../effects/open-crm.ts';
import type { Engine } from '../engine/types.ts';
import { askSampleLookup, gatherWorkerFacts } from './diagnostics.ts';
import { endCrm } from './release-hosts.ts';

/** The parts of the worker that commands use. */
export interface CommandParts {
  readonly engine: Pick<Engine, 'dispatch' | 'enqueueEffects'>;
  readonly link: Monitor;
  readonly crm: Pick<CrmMatch, 'check'>;
  readonly openCrm: OpenCrm;
  readonly dismiss: (callId: CallId) => Promise<void>;
  /** Removes the data that shows how and where the user worked. */
  readonly forgetTraces: () => Promise<void>;
  /** Reads the settings again. */
  readonly refreshSettings: () => void;
  readonly now: () => Millis;
}

/**
 * Returns a function that performs one command. It resolves when the command is done and rejects when it
 * cannot be done. The page that sent it then sends it again or shows an error.
 */
export function createCommandHandler({
  engine,
  link,
  crm,
  openCrm,
  dismiss,
  forgetTraces,
  refreshSettings,
  now,
}: CommandParts): (command: Command) => Promise<void> {
  return async (command) => {
    switch (command.type) {
      case 'open-crm':
        await openCrm(command.callId, command.link, command.click);
        return;
      case 'dismiss':
        return dismiss(command.callId);
      case 'mute':
        return engine.dispatch({ kind: 'muted', callId: command.callId });
      case 'test-call':
        return engine.dispatch({ kind: 'test-call', call: testCall(crypto.randomUUID(), now()), at: now() });
      case 'resync':
        link.resync();
        return;
      case 'try-now':
        link.tryNow();
        return;
      case 'diagnostics':
        return gatherWorkerFacts(link, now);
      case 'ask-lookup':
        return askSampleLookup(await storedSettings());
      case 'check-crm':
        return crmCheckItem.set(await crm.check(command.number, await storedSettings()));
      case 'end-crm':
        return endCrm(({ choice }) => choice === command.choice);
      case 'choose-record':
        return chooseRecord(engine, command.callId, command.record);
      case 'play-sound': {
        const failed = await engine.enqueueEffects((_, { soundName }) => [
          { kind: 'sound', name: soundName },
        ]);
        if (failed.some(({ kind }) => kind === 'sound')) throw new Error('the sound could not be played');
        return;
      }
      case 'erase-history': {
        // Forgotten first, so that nothing learnt from the erased calls is stored after them.
        await engine.dispatch({ kind: 'labels-forgotten' });
        const failed = await engine.enqueueEffects(({ who }) =>
          who === null ? [] : [{ kind: 'erase', whose: who }],
        );
        if (failed.some(({ kind }) => kind === 'erase')) throw new Error('the history could not be erased');
        return engine.dispatch({ kind: 'missed-read' });
      }
      case 'pin':
        return engine.dispatch({ kind: 'pinned', callId: command.callId, pinned: command.pinned, at: now() });
      case 'missed-read':
        return engine.dispatch({ kind: 'missed-read' });
      case 'mark-callback': {
        const { callId, isDone } = command;
        await engine.enqueueEffects(({ who }) =>
          who === null ? [] : [{ kind: 'mark-callback', whose: who, callId, isDone }],
        );
        return;
      }
      case 'place-window':
        return windowBoundsItem.set(command.place);
      case 'save-settings':
        await changeSettings((stored) => pickValid(command.changes, stored));
        // The change event of the store comes a moment later. The page's next command must already see the
        // change.
        refreshSettings();
        return;
      case 'sign-in':
        return link.signIn();
      case 'sign-out':
        await link.signOut();
        return forgetTraces();
    }
  };
}
