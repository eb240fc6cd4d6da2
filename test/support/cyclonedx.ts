/** The requirements of the CycloneDX 1.6 schema on a list like ours. An unknown key is a fault there, too. */
import * as v from 'valibot';

const filled = v.pipe(v.string(), v.minLength(1));
const matching = (pattern: RegExp) => v.pipe(v.string(), v.regex(pattern));

/** The licences of the SPDX list that a library may have without a review. */
const licenceId = v.picklist(['MIT', 'ISC', 'MPL-2.0', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD']);
const licence = v.union([
  v.strictObject({ license: v.strictObject({ id: licenceId }) }),
  v.strictObject({ expression: filled }),
]);
const hash = v.union([
  v.strictObject({ alg: v.literal('SHA-1'), content: matching(/^[\da-f]{40}$/) }),
  v.strictObject({ alg: v.literal('SHA-256'), content: matching(/^[\da-f]{64}$/) }),
  v.strictObject({ alg: v.literal('SHA-384'), content: matching(/^[\da-f]{96}$/) }),
  v.strictObject({ alg: v.literal('SHA-512'), content: matching(/^[\da-f]{128}$/) }),
]);
const application = v.strictObject({
  type: v.literal('application'),
  'bom-ref': filled,
  name: filled,
  version: filled,
  licenses: v.array(licence),
});
const library = v.strictObject({
  type: v.literal('library'),
  'bom-ref': filled,
  group: v.optional(matching(/^@[^/]+$/)),
  name: matching(/^[^/@]+$/),
  version: filled,
  scope: v.literal('required'),
  hashes: v.pipe(v.array(hash), v.minLength(1)),
  licenses: v.pipe(v.array(licence), v.length(1)),
  purl: matching(/^pkg:npm\/(?:%40[^/@]+\/)?[^/@]+@[^/@]+$/),
  pedigree: v.optional(v.strictObject({ notes: filled })),
});
const dependency = v.strictObject({ ref: filled, dependsOn: v.array(filled) });

/** Refuses a list that breaks a rule. */
export const cyclonedx = v.pipe(
  v.strictObject({
    $schema: v.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
    bomFormat: v.literal('CycloneDX'),
    specVersion: v.literal('1.6'),
    serialNumber: matching(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/),
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    metadata: v.strictObject({ component: application }),
    components: v.array(library),
    dependencies: v.array(dependency),
  }),
  v.check(({ components, metadata, dependencies }) => {
    const refs = [metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])];
    const named = dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    return new Set(refs).size === refs.length && named.every((ref) => refs.includes(ref));
  }, 'each reference is of one component, and there'),
);
