/** Where a window lies on the screen. */
import * as v from 'valibot';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-20_000), v.maxValue(20_000));
export const placeSchema = v.object({
  left: pixels,
  top: pixels,
  width: v.pipe(pixels, v.minValue(200)),
  height: v.pipe(pixels, v.minValue(120)),
});
/** Where a window lies on the screen and how large it is, in CSS pixels. */
export type Place = v.InferOutput<typeof placeSchema>;
