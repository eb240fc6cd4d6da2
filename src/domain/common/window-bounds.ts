/** The position and size of a window, and the schema that checks them. */
import * as v from 'valibot';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-20_000), v.maxValue(20_000));
/** Checks a place: whole CSS pixels from -20,000 to 20,000, at least 200 wide and 120 high. */
export const windowBoundsSchema = v.object({
  left: pixels,
  top: pixels,
  width: v.pipe(pixels, v.minValue(200)),
  height: v.pipe(pixels, v.minValue(120)),
});
/** The position of a window on the screen and its size, in CSS pixels. */
export type WindowBounds = v.InferOutput<typeof windowBoundsSchema>;
