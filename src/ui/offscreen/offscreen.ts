/** The hidden page in Chrome that plays the ring sound. */
import { playChime } from '../../platform/audio.ts';
import { logFailure } from '../app/send-command.ts';
import { onPlay } from '../../platform/messaging/offscreen-audio.ts';

onPlay((name, volume) => logFailure('sound not played', playChime(name, volume)));
