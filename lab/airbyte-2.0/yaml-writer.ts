/** Block YAML of plain data. Texts are quoted as in JSON, which YAML reads alike. */
import { isObject } from '../json-access.ts';

/** Members and items one a line. */
export function writeYaml(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${nested(item, `${indent}  `).trimStart()}`).join('');
  if (!isObject(value)) return `${indent}${JSON.stringify(value)}\n`;
  return Object.entries(value)
    .map(([key, child]) => {
      const name = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
      const isBlock = (Array.isArray(child) || isObject(child)) && Object.keys(child).length > 0;
      return isBlock
        ? `${indent}${name}:\n${writeYaml(child, `${indent}  `)}`
        : `${indent}${name}: ${JSON.stringify(child)}\n`;
    })
    .join('');
}

function nested(item: unknown, indent: string): string {
  return (Array.isArray(item) || isObject(item)) && Object.keys(item).length > 0
    ? writeYaml(item, indent)
    : `${indent}${JSON.stringify(item)}\n`;
}
