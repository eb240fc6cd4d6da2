/** The sounds that a ring may have. */
export const SOUNDS = ['bell', 'marimba', 'pulse'] as const;
export type SoundName = (typeof SOUNDS)[number];
