import { Box, Text } from 'ink'
import { memo } from 'react'
import { frame } from './draw/frame.ts'
import type { Row } from './draw/rows.ts'
import type { Size, State } from './model.ts'
import { paint } from './paint.ts'

/** One row; drawn anew only when something of it has changed. */
const RowView = memo(({ text }: { readonly text: string }) => <Text wrap="truncate-end">{text}</Text>)

interface RowsProps {
  readonly rows: readonly Row[]
  readonly size: Size
  readonly colour: boolean
}

/** Rows of cells on the whole of a terminal. Ink only draws: what stands where is a frame's matter. */
export const Rows = ({ colour, rows, size }: RowsProps) => (
  <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
    {rows.map((cells, index) => (
      <RowView key={index} text={paint(cells, colour)} />
    ))}
  </Box>
)

/** The cashier's screen. */
export const Screen = ({ colour, state }: { readonly state: State; readonly colour: boolean }) => (
  <Rows rows={frame(state).rows} size={state.size} colour={colour} />
)
