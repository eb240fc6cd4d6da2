/** The sounds that a ring can have. */
export const SOUNDS = ['bell', 'marimba', 'pulse'] as const;
export type SoundName = (typeof SOUNDS)[number];
