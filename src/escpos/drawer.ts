/** On for 50 ms, off for 500 ms: enough for every drawer of 12 and 24 V, and never so long that its coil burns. */
const ON = 25
const OFF = 250

/** `ESC p`: what opens a cash drawer. @param pin of the drawer's plug */
export const pulseBytes = (pin: 2 | 5): Uint8Array => Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, ON, OFF)
