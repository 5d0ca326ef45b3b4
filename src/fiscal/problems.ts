/**
 * What can be wrong with a value: the `problem` of a refusal's details. Keys, not sentences: the catalogue of words has
 * a text for each in every language.
 */
export const PROBLEMS = [
  'empty',
  'too-long',
  'too-many',
  'control-characters',
  'hidden-characters',
  'unprintable',
  'not-latin',
  'out-of-range',
  'not-12-digits',
  'check-digit',
  'all-zeros',
  'percent-and-sum',
  'percent-invalid',
  'sum-invalid',
  'larger-than-sum',
  'less-than-tiyn',
  'nothing-left',
  'no-such-payment',
  'no-such-unit',
  'no-such-rate',
  'not-on-off',
  'not-a-time',
  'not-a-moment',
  'before-begin',
  'of-another-domain',
  'no-such-item',
  'twice',
  'in-future',
  'no-separator',
  'no-serial',
] as const
export type Problem = (typeof PROBLEMS)[number]
