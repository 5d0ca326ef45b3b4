/** Where the daemon is killed: before and after each effect that the world sees. */
export const POINTS = [
  'database:before',
  'database:after',
  'mirror:before',
  'mirror:after',
  'ofd:before',
  'ofd:after',
  'ofd:answer',
  'printer:before',
  'printer:after',
  'client:before',
  'client:after',
] as const
export type Point = (typeof POINTS)[number]
