/** Diagnostics of what announces a call: notification, call window and sound. Pure. */
import { type DiagnosticFacts, type Finding, finding } from './facts.ts';
import type { MessageKey } from '../common/messages.ts';

/** What these checks examine. */
export type AlertFacts = Pick<
  DiagnosticFacts,
  'settings' | 'notifications' | 'seen' | 'windowSeen' | 'heard' | 'system'
>;

/** Returns the findings on notification, call window and sound. */
export const checkAlerts = (facts: AlertFacts): readonly Finding[] => [
  notification(facts),
  callWindow(facts),
  sound(facts),
];

function notification({ settings, notifications, seen, system }: AlertFacts): Finding {
  const browser = system.browser;
  if (!settings.notification) {
    const isAlone = settings.callWindow || settings.sound;
    return finding(
      'notification',
      isAlone ? 'attention' : 'wrong',
      isAlone ? 'doctor.notification.off' : 'doctor.notification.allOff',
      {},
      {
        remedy: isAlone ? 'doctor.notification.off.do' : 'doctor.notification.allOff.do',
        action: 'settings',
      },
    );
  }
  if (notifications === null) return finding('notification', 'asking', 'doctor.checking');
  if (notifications === 'denied')
    return finding(
      'notification',
      'wrong',
      'doctor.notification.denied',
      { browser },
      { remedy: remedyFor(system.os), action: 'notify' },
    );
  if (seen === 'refused')
    return finding(
      'notification',
      'wrong',
      'doctor.notification.refused',
      { browser },
      { remedy: remedyFor(system.os), action: 'notify' },
    );
  if (seen === false)
    return finding(
      'notification',
      'wrong',
      'doctor.notification.unseen',
      { browser },
      { remedy: remedyFor(system.os), action: 'notify' },
    );
  if (seen === true)
    return finding('notification', 'ok', 'doctor.notification.seen', {}, { action: 'notify' });
  return finding(
    'notification',
    'ok',
    'doctor.notification.allowed',
    {},
    { remedy: 'doctor.notification.test', action: 'notify' },
  );
}

/**
 * The remedy for the user's operating system, because each one has its notification switch in another place.
 */
function remedyFor(os: DiagnosticFacts['system']['os']): MessageKey {
  return os === 'mac' || os === 'win' ? `doctor.notification.do.${os}` : 'doctor.notification.do.system';
}

function callWindow({ settings, windowSeen }: AlertFacts): Finding {
  if (!settings.callWindow) return finding('window', 'unused', 'doctor.window.off');
  if (windowSeen === false)
    return finding(
      'window',
      'wrong',
      'doctor.window.unseen',
      {},
      { remedy: 'doctor.window.unseen.do', action: 'test-call' },
    );
  return finding(
    'window',
    'ok',
    windowSeen === true ? 'doctor.window.seen' : 'doctor.window.on',
    {},
    { action: 'test-call' },
  );
}

function sound({ settings, heard }: AlertFacts): Finding {
  if (!settings.sound) return finding('sound', 'unused', 'doctor.sound.off');
  if (settings.soundVolume === 0)
    return finding(
      'sound',
      'attention',
      'doctor.sound.mute',
      {},
      { remedy: 'doctor.sound.mute.do', action: 'settings' },
    );
  if (heard === 'refused')
    return finding(
      'sound',
      'wrong',
      'doctor.sound.refused',
      {},
      { remedy: 'doctor.proof.silent.do', action: 'play' },
    );
  if (heard === false)
    return finding(
      'sound',
      'wrong',
      'doctor.sound.unheard',
      {},
      { remedy: 'doctor.sound.unheard.do', action: 'play' },
    );
  return finding(
    'sound',
    'ok',
    heard === true ? 'doctor.sound.heard' : 'doctor.sound.on',
    {},
    { action: 'play' },
  );
}
