/** The hidden page in Chrome that plays the ring sound. */
import { playChime, stopChimes } from '../../platform/audio.ts';
import { logFailure } from '../app/send-command.ts';
import { onAudio } from '../../platform/messaging/offscreen-audio.ts';

onAudio({
  play: (name, volume) => logFailure('sound not played', playChime(name, volume)),
  stop: stopChimes,
});
