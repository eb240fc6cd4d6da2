/** Chrome's hidden page that plays the sound of a ring. */
import { playChime } from '../platform/chime.ts';
import { onPlay } from '../platform/messaging.ts';
import { letGo } from './ask.ts';

onPlay((name, volume) => letGo('sound not played', playChime(name, volume)));
