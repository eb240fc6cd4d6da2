/** Chrome's hidden page that plays the sound of a ring. */
import { playChime } from '../../platform/audio.ts';
import { letGo } from '../app/send-command.ts';
import { onPlay } from '../../platform/messaging/offscreen-audio.ts';

onPlay((name, volume) => letGo('sound not played', playChime(name, volume)));
