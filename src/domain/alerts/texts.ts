/**
 * The texts of badge, notification and card, as message keys. This file does not decide whether they are
 * shown.
 */
import type { CallSummary } from '../calls/call-summary.ts';
import { isIncoming, type Phase } from '../calls/call.ts';
import { type LinkSettings, mainLink } from '../crm/call-links.ts';
import { type ConnectionStatus, statusWord } from '../account/connection-status.ts';
import { type CrmLink, isMendedInSettings, type WhyNoLink } from '../crm/crm-url.ts';
import { type MessageKey, msg, plural, raw, type Text } from '../common/messages.ts';
import { displayNumber } from '../common/phone-number.ts';
import { sanitize } from '../common/sanitize.ts';
import { notified } from './alert-policy.ts';
import type { CallState } from '../calls/state.ts';
import { liveCalls } from '../calls/selectors.ts';
import { callerLines, phaseText } from '../calls/labels.ts';

/** State that the toolbar badge shows. */
export type BadgeState =
  'signed-out' | 'trouble' | 'ringing' | 'in-call' | 'missed' | 'connecting' | 'online';

/** The badge and the tooltip of the toolbar icon. */
export interface Badge {
  readonly state: BadgeState;
  /** At most four characters; null shows no badge over the icon. */
  readonly text: Text | null;
  readonly title: Text;
}

/** Returns the toolbar badge. The first state that applies wins. */
export function badge(callState: CallState, status: ConnectionStatus): Badge {
  const word = statusWord(status);
  if (word === 'signed-out')
    return { state: word, text: msg('badge.signedOut'), title: msg('badge.title.signedOut') };
  if (word === 'trouble') return { state: word, text: raw('!'), title: msg('badge.title.trouble') };
  const live = liveCalls(callState);
  if (live.some((call) => call.phase === 'ringing' && isIncoming(call)))
    return { state: 'ringing', text: msg('badge.ringing'), title: msg('badge.title.ringing') };
  if (live.length > 0)
    return { state: 'in-call', text: msg('badge.inCall'), title: msg('badge.title.inCall') };
  const missed = callState.missed.length;
  if (missed > 0)
    return {
      state: 'missed',
      text: raw(missed > 99 ? '99+' : String(missed)),
      title: plural('badge.title.missed', missed),
    };
  if (word === 'connecting') return { state: word, text: raw('…'), title: msg('badge.title.connecting') };
  return { state: 'online', text: null, title: msg('badge.title.online') };
}

/** Text of the notification of one call. */
export interface NotificationText {
  readonly title: Text;
  /** Lines of the message. Empty ones are left out. */
  readonly lines: readonly Text[];
  readonly context: Text;
  /**
   * Labels of the buttons, where the browser has buttons. The first opens the CRM or its settings, unless
   * there is no way there. The last dismisses the notification.
   */
  readonly buttons: readonly Text[];
}

/** Text of the notification that stands for all calls. */
export interface CrowdText {
  readonly title: Text;
  readonly message: Text;
}

/** Returns the notification text of a call in `phase`. */
export function notificationText(call: CallSummary, phase: Phase, settings: LinkSettings): NotificationText {
  const { region } = settings;
  const { name, number } = callerLines(call, region);
  const shown = number === null ? [] : [raw(number)];
  const title = name ?? shown[0] ?? msg('caller.hidden');
  const dialed =
    call.dialed === '' ? [] : [msg('card.dialed', { number: sanitize(displayNumber(call.dialed, region)) })];
  const queue = call.queue === '' ? [] : [msg('card.queue', { queue: sanitize(call.queue) })];
  const menu = sanitize(call.menu ?? '');
  const buttons = [...wayToCrm(mainLink(call, settings)), msg('card.dismiss')];
  return {
    title,
    lines: [...(name === null ? [] : shown), ...dialed, ...queue, ...(menu === '' ? [] : [raw(menu)])],
    context: phaseText({ ...call, phase }),
    buttons,
  };
}

/** Returns the text of the notification that stands for all calls. */
export function crowdText(callState: CallState): CrowdText {
  return { title: plural('crowd.title', notified(callState.calls).length), message: msg('crowd.message') };
}

function wayToCrm(link: CrmLink): readonly Text[] {
  if (link.kind === 'link') return [msg('card.openCrm')];
  return isMendedInSettings(link.why) ? [msg('card.setUpCrm')] : [];
}

/** Returns the message that explains to the agent why a call has no link. */
export function noLinkKey(why: Exclude<WhyNoLink, 'no-template'>): MessageKey {
  switch (why) {
    case 'no-number':
      return 'card.noNumber';
    case 'bad-template':
      return 'card.noLink';
    case 'bad-value':
      return 'card.badValue';
  }
}
