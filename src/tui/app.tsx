import { Box, Text } from 'ink'
import { memo } from 'react'
import { frame } from './draw/frame.ts'
import type { Size, State } from './model.ts'
import { paint } from './paint.ts'

/** One row; drawn anew only when something of it has changed. */
const RowView = memo(({ text }: { readonly text: string }) => <Text wrap="truncate-end">{text}</Text>)

interface RowsProps {
  /** Painted, one for each row of the terminal. */
  readonly texts: readonly string[]
  readonly size: Size
}

/** Rows of cells on the whole of a terminal. Ink only draws: what stands where is a frame's matter. */
export const Rows = ({ size, texts }: RowsProps) => (
  <Box flexDirection="column" width={size.columns} height={size.rows}>
    {texts.map((text, index) => (
      <RowView key={index} text={text} />
    ))}
  </Box>
)

/** The cashier's screen. */
export const Screen = ({ colour, state }: { readonly state: State; readonly colour: boolean }) => (
  <Rows texts={frame(state).rows.map((cells) => paint(cells, colour))} size={state.size} />
)
