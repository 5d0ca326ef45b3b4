/** What we use of the QR encoder inside the package qrcode-terminal, which has no types of its own. */
declare module 'qrcode-terminal/vendor/QRCode/index.js' {
  export default class QRCode {
    /** @param typeNumber version of the symbol, below 1: the smallest that holds the data */
    constructor(typeNumber: number, errorCorrectLevel: number)
    /** @param data one byte for each UTF-16 unit */
    addData(data: string): void
    make(): void
    /** Of the eight masks the one that readers like best; asked by `make`, and most of its work. */
    getBestMaskPattern(): number
    getModuleCount(): number
    isDark(row: number, column: number): boolean
  }
}

declare module 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js' {
  const levels: { readonly L: number; readonly M: number; readonly Q: number; readonly H: number }
  export default levels
}
