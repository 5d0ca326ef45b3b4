/** Version of this software; the build writes the stamped one over it. */
export const RELEASE: string = '0.1.0'

/** When this release was made, in milliseconds since 1970: the first of November 2026. No honest clock shows less. */
export const RELEASED: number = 1_793_473_200_000
