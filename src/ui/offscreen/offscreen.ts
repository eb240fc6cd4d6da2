/** Chrome's hidden page that plays the sound of a ring. */
import { playChime } from '../../platform/audio.ts';
import { onPlay } from '../../platform/messaging/commands.ts';
import { letGo } from '../app/send-command.ts';

onPlay((name, volume) => letGo('sound not played', playChime(name, volume)));
