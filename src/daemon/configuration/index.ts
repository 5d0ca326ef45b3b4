export { type Loaded, loadConfiguration, parseConfiguration } from './load.ts'
export { ConfigurationError, type Place, type Problem, renderProblem, renderWarning, type Warning } from './problems.ts'
export type {
  Address,
  Configuration,
  FiscalConfiguration,
  LinkConfiguration,
  PeripheralConfiguration,
  PrinterConfiguration,
  PrinterTransport,
} from './types.ts'
