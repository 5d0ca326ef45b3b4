export { type Loaded, loadConfiguration, parseConfiguration } from './load.ts'
export { ConfigurationError, type Place, type Problem, renderProblem, renderWarning, type Warning } from './problems.ts'
export type {
  Address,
  Configuration,
  DisplayConfiguration,
  FiscalConfiguration,
  KeypadConfiguration,
  LinkConfiguration,
  PrinterConfiguration,
  PrinterTransport,
  ScannerConfiguration,
} from './types.ts'
