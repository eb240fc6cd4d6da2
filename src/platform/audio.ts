/**
 * The sounds of a ring, made of sine tones. The extension ships no sound files and loads none while the phone
 * rings.
 */
import type { SoundName } from '../domain/rules/sounds.ts';

/** The pitch in Hz, when the tone starts within the sound, and how long it fades. Both in seconds. */
type Tone = readonly [pitch: number, at: number, fades: number];

const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  bell: [
    [784, 0, 0.9],
    [1568, 0, 0.5],
    [659, 0.35, 1.1],
  ],
  marimba: [
    [523, 0, 0.25],
    [659, 0.14, 0.25],
    [784, 0.28, 0.25],
    [1047, 0.42, 0.5],
  ],
  pulse: [
    [440, 0, 0.18],
    [440, 0.25, 0.18],
    [440, 0.7, 0.18],
    [440, 0.95, 0.18],
  ],
};

/** Gain at which a tone counts as silent. An exponential fade cannot reach 0. */
const SILENT = 0.0001;
/** Gain at a volume of 100 percent. */
const LOUDEST = 0.5;

/** The tones that have not ended yet. */
const sounding = new Set<OscillatorNode>();

/** Ends every sound that is playing. */
export function stopChimes(): void {
  sounding.forEach((tone) => tone.stop());
}

/**
 * Plays a sound at a volume in percent. Resolves when it has ended. Rejects where the browser has no audio.
 */
export async function playChime(name: SoundName, volume: number): Promise<void> {
  const audio = new AudioContext();
  const ended = TONES[name].map(([pitch, at, fades]) => {
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const loudness = new GainNode(audio, { gain: SILENT });
    tone.connect(loudness).connect(audio.destination);
    const start = audio.currentTime + at;
    loudness.gain.setValueAtTime(Math.max(SILENT, (volume / 100) * LOUDEST), start);
    loudness.gain.exponentialRampToValueAtTime(SILENT, start + fades);
    tone.start(start);
    tone.stop(start + fades);
    sounding.add(tone);
    return new Promise<void>((resolve) =>
      tone.addEventListener('ended', () => {
        sounding.delete(tone);
        resolve();
      }),
    );
  });
  await Promise.all(ended);
  await audio.close();
}
