import { method } from '../../api/methods.ts'
import type { Method } from '../../api/types.ts'
import type { Services } from '../services.ts'

export const consoleMethods = ({ console }: Services): readonly Method[] => [
  method('console.attach', async (_, { listen, signal }) => {
    console.attach({ notify: listen(), signal })
    return { devices: [...console.devices] }
  }),
]
