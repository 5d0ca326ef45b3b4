import { PROVISIONING } from '../../../src/accumulator/provision.ts'

/* Takes the first steps of provisioning, as many as the second argument says, and dies. */
const [directory = '', steps = '0'] = process.argv.slice(2)
for (const step of PROVISIONING.slice(0, Number(steps))) await step.run(directory)
process.kill(process.pid, 'SIGKILL')
