// Every refusal in three languages: read when something was refused
export { ERRORS } from '../locale/errors.ts'
export { renderFailure } from '../locale/render.ts'
export { usageText } from './usage.ts'
