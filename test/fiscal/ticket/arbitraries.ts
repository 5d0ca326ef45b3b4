import * as fc from 'fast-check'
import { formatTenge, tiyn } from '../../../src/fiscal/money.ts'
import { formatQuantity, thousandths } from '../../../src/fiscal/quantity.ts'
import {
  type ItemRequest,
  OPERATIONS,
  type ModifierRequest,
  type TicketRequest,
} from '../../../src/fiscal/ticket/types.ts'
import { PARENT } from './support.ts'

const tenge = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map((sum) => formatTenge(tiyn(sum)))

/** A modifier that no rule refuses: small enough for any line here, large enough to be a tiyn. */
const modifiers: fc.Arbitrary<ModifierRequest> = fc.oneof(
  fc.record({ percent: fc.integer({ min: 1, max: 50 }).map(String) }),
  fc.record({ sum: tenge(1n, 50n) }),
)

/** At most one of the two. */
const modified = fc.oneof(fc.constant({}), fc.record({ discount: modifiers }), fc.record({ markup: modifiers }))

/** An item of at least one tenge. */
const items: fc.Arbitrary<ItemRequest> = fc
  .tuple(
    fc.record({
      name: fc.constantFrom('Нан', 'Сүт 2,5 %', 'Қаймақ'),
      price: tenge(100n, 5_000_000n),
      quantity: fc.bigInt({ min: 1000n, max: 40_000n }).map((quantity) => formatQuantity(thousandths(quantity))),
      vat: fc.constantFrom('none', '0', '5', '10', '16'),
      section: fc.constantFrom('1', '2', 'Бар'),
    }),
    modified,
  )
  .map(([item, change]) => ({ ...item, ...change }))

/** Card and mobile parts stay under the least total; the rest is of one kind. */
const payments = fc.oneof(
  fc.constant({ cash: 'rest' }),
  fc.constant({ card: 'rest' }),
  fc.constant({ mobile: 'rest' }),
  fc.record({ cash: fc.constant('rest'), card: tenge(1n, 10n), mobile: tenge(1n, 10n) }),
  fc.record({ cash: tenge(1n, 10n), card: fc.constant('rest') }),
)

/** Tickets that no rule refuses, of all four operations. In a sale cash may be more than is asked. */
export const ticketRequests = ({ modified: withModifiers } = { modified: true }): fc.Arbitrary<TicketRequest> =>
  fc
    .tuple(
      fc.record({
        operation: fc.constantFrom(...OPERATIONS),
        items: fc.array(items, { minLength: 1, maxLength: 6 }),
        parent: fc.constant(PARENT),
        payments,
      }),
      withModifiers ? modified : fc.constant({}),
      fc.boolean(),
    )
    .map(([ticket, change, generous]) => ({
      ...ticket,
      ...change,
      ...(generous && ticket.operation === 'sale' && { payments: { card: '0.10', cash: '99999999.00' } }),
    }))
