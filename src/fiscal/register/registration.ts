import type { ProtocolVersion } from '../wire/dialect.ts'
import type { ReceiptLanguage } from '../ticket/types.ts'

/** Who the register is and whose: entered at set-up, kept in the accumulator (R626-56.1 to 56.5). */
export interface Registration {
  readonly kkmId: number
  /** РНМ, 12 digits as a text. */
  readonly regNumber: string
  /** ЗНМ. */
  readonly serialNumber: string
  readonly name: string
  readonly nameKk?: string
  readonly iinBin: string
  /** Where the register works (R626-56.2). */
  readonly address: string
  readonly addressKk?: string
  /** The organisation's own address, where INFO told one unlike the place's; goes on the wire. */
  readonly orgAddress?: string
  readonly orgAddressKk?: string
  readonly okved?: string
  /** Name of the outlet, printed under the taxpayer's. */
  readonly posTitle?: string
  readonly vatPayer: boolean
  /** VAT certificate: five and seven digits. */
  readonly vatSeries?: string
  readonly vatNumber?: string
  /** Section of an item that names none. */
  readonly section: string
  /** 100 to 103. */
  readonly taxationType: number
}

/** What the configuration file says of the register's fiscal life: recorded with the shift, changed between shifts. */
export interface Conditions {
  readonly operator: OfdOperator
  readonly version: ProtocolVersion
  readonly geo: { readonly latitude: number; readonly longitude: number; readonly source: string }
  readonly receiptLanguage: ReceiptLanguage
}

/** An operator of fiscal data as data (protocol §10): names for the paper, and where a buyer checks a receipt. */
export interface OfdOperator {
  readonly id: string
  readonly nameRu: string
  readonly nameKk: string
  /** Shown on paper: `consumer.oofd.kz`. */
  readonly checkSite: string
  /** Template of the check address with {sign}, {regNumber}, {total}, {time}. */
  readonly checkUrl: string
}
