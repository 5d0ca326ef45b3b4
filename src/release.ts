/** Version of this software; the build writes the stamped one over it. */
export const RELEASE: string = '0.1.0'
