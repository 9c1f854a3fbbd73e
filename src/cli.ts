#!/usr/bin/env node
/** The entry. It loads on any Node: what needs a newer one is imported after the look at the version. */
import { complaintAboutNode } from './node-version.ts';

const complaint = complaintAboutNode(process.versions.node);
if (complaint === undefined) {
  const { start } = await import('./start.ts');
  await start();
} else {
  console.error(complaint);
  process.exitCode = 4;
}
