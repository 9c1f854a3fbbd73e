/** Mappers of release 2.0: what is done to the records of a stream on their way. */
import type { JSONSchema } from 'json-schema-to-ts';

export const HashingMapperConfiguration = {
  type: 'object',
  properties: {
    fieldNameSuffix: { type: 'string' },
    method: { type: 'string', enum: ['MD2', 'MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] },
    targetField: { type: 'string' },
  },
  required: ['fieldNameSuffix', 'method', 'targetField'],
} as const satisfies JSONSchema;

export const FieldFilteringMapperConfiguration = {
  type: 'object',
  properties: { targetField: { type: 'string' } },
  required: ['targetField'],
} as const satisfies JSONSchema;

export const FieldRenamingMapperConfiguration = {
  type: 'object',
  properties: { newFieldName: { type: 'string' }, originalFieldName: { type: 'string' } },
  required: ['newFieldName', 'originalFieldName'],
} as const satisfies JSONSchema;

export const RowFilteringOperationType = { type: 'string', enum: ['EQUAL', 'NOT'] } as const satisfies JSONSchema;

export const RowFilteringOperationEqual = {
  type: 'object',
  required: ['comparisonValue', 'fieldName', 'type'],
  properties: { comparisonValue: { type: 'string' }, fieldName: { type: 'string' }, type: RowFilteringOperationType },
} as const satisfies JSONSchema;

export const RowFilteringOperationNot = {
  type: 'object',
  required: ['conditions', 'type'],
  properties: {
    conditions: { minItems: 1, type: 'array', items: { type: 'object', required: ['type'] } },
    type: RowFilteringOperationType,
  },
} as const satisfies JSONSchema;

export const RowFilteringOperation = {
  oneOf: [RowFilteringOperationEqual, RowFilteringOperationNot],
} as const satisfies JSONSchema;

export const RowFilteringMapperConfiguration = {
  type: 'object',
  properties: { conditions: RowFilteringOperation },
  required: ['conditions'],
} as const satisfies JSONSchema;

export const EncryptionMapperAlgorithm = { type: 'string', enum: ['RSA', 'AES'] } as const satisfies JSONSchema;

export const EncryptionMapperRSAConfiguration = {
  type: 'object',
  properties: {
    algorithm: EncryptionMapperAlgorithm,
    fieldNameSuffix: { type: 'string' },
    publicKey: { type: 'string' },
    targetField: { type: 'string' },
  },
  required: ['algorithm', 'publicKey', 'targetField', 'fieldNameSuffix'],
} as const satisfies JSONSchema;

export const EncryptionMapperAESConfiguration = {
  type: 'object',
  properties: {
    algorithm: EncryptionMapperAlgorithm,
    fieldNameSuffix: { type: 'string' },
    key: { type: 'string' },
    mode: { type: 'string', enum: ['CBC', 'CFB', 'OFB', 'CTR', 'GCM', 'ECB'] },
    padding: { type: 'string', enum: ['NoPadding', 'PKCS5Padding'] },
    targetField: { type: 'string' },
  },
  required: ['algorithm', 'key', 'mode', 'padding', 'targetField', 'fieldNameSuffix'],
} as const satisfies JSONSchema;

export const EncryptionMapperConfiguration = {
  oneOf: [EncryptionMapperRSAConfiguration, EncryptionMapperAESConfiguration],
} as const satisfies JSONSchema;

/** The description says `oneOf`, which no hashing and no encryption could satisfy: whatever has a target field filters a field too. */
export const MapperConfiguration = {
  anyOf: [
    HashingMapperConfiguration,
    FieldFilteringMapperConfiguration,
    FieldRenamingMapperConfiguration,
    RowFilteringMapperConfiguration,
    EncryptionMapperConfiguration,
  ],
} as const satisfies JSONSchema;
