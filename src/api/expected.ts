/** What a parameter should have been: `details.expected` of BAD_REQUEST, for whoever writes the calling program. */
export const EXPECTED = {
  object: 'an object',
  list: 'a list',
  text: 'a text',
  money: 'a decimal string in tenge',
  quantity: 'a decimal string with at most three decimals',
  flag: 'true or false',
  wait: 'whole seconds from 0 to 600',
  uint32: 'a whole number from 1 to 4294967295',
  line: 'a whole number from 1 to 500',
  unknown: 'no member of this name',
  token: 'the token: digits, from 1 to 4294967295',
  parent: 'a reference, {"url":…} or {"sign","time","regNumber","total","autonomous"}',
  oneOf: (values: readonly string[]): string => `one of ${values.join(', ')}`,
} as const
