import type { Emulation } from '../../src/backend/start-backend.ts';
import { conventions2023 } from './http-conventions.ts';
import { perform2023 } from './perform.ts';

/** The server of May 2023, as its source reads: handlers of its own, and its own way to refuse a request. */
export const airbyte044: Emulation = { performOn: perform2023, conventions: conventions2023 };
