import type { Channel } from '../../src/api/types.ts'

/** Of a caller that listens to nothing: what tries to tell it something fails the test. */
export const NO_CHANNEL: Channel = {
  notify: () => Promise.reject(new Error('nobody listens')),
  meanwhile: () => {
    throw new Error('nobody listens')
  },
}
