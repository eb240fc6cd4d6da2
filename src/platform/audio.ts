/**
 * The sounds of a ring, made of sine tones. The extension ships no sound files and loads none while the phone
 * rings.
 */
import type { SoundName } from '../domain/rules/sounds.ts';

interface Tone {
  /** In Hz. */
  readonly pitch: number;
  /** `at` is the start of the tone within the sound, `fades` is how long it fades. Both in seconds. */
  readonly at: number;
  readonly fades: number;
}

const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  bell: [
    { pitch: 784, at: 0, fades: 0.9 },
    { pitch: 1568, at: 0, fades: 0.5 },
    { pitch: 659, at: 0.35, fades: 1.1 },
  ],
  marimba: [
    { pitch: 523, at: 0, fades: 0.25 },
    { pitch: 659, at: 0.14, fades: 0.25 },
    { pitch: 784, at: 0.28, fades: 0.25 },
    { pitch: 1047, at: 0.42, fades: 0.5 },
  ],
  pulse: [
    { pitch: 440, at: 0, fades: 0.18 },
    { pitch: 440, at: 0.25, fades: 0.18 },
    { pitch: 440, at: 0.7, fades: 0.18 },
    { pitch: 440, at: 0.95, fades: 0.18 },
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
  const ended = TONES[name].map(({ pitch, at, fades }) => {
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
