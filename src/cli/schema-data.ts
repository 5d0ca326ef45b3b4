import schema from '../api/gen/schema.json' with { type: 'json' }

/** A bundle of its own (tools/bundles.ts): no other command reads so much. */
export const SCHEMA: { readonly methods: Readonly<Record<string, object>> } = schema
