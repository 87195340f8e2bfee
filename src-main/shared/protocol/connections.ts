/** The two connections of a window: with the process that trains and keeps files, and with its own host. */
export const connectionNames = ['engine', 'shell'] as const
export type ConnectionName = (typeof connectionNames)[number]

/** What a host posts to its window, with one MessagePort per name in this order. */
export const PORTS_MESSAGE = 'backprop-studio-ports'
