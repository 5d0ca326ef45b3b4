/**
 * How the screen is drawn: only what changed, at once, on a screen of its own. `interactive` is ours to say: a `CI` in the
 * environment would silence it.
 */
export const RENDERING = {
  incrementalRendering: true,
  maxFps: 60,
  interactive: true,
  alternateScreen: true,
  exitOnCtrlC: false,
  patchConsole: false,
} as const
