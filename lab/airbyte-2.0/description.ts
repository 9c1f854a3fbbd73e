export function description(): string {
  return 'openapi: 3.0.0\n';
}
