/** Header of a message, both ways: 18 bytes, little-endian (protocol §1). */
export interface FrameHeader {
  /** 202 is 2.0.2, 203 is 2.0.3. */
  readonly version: number
  readonly id: number
  readonly token: number
  readonly reqnum: number
}
