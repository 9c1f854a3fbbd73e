/** GitHub's own parser, which its editors use: it knows the schemas of workflows and actions, and what an expression may refer to. */
import { registerHooks } from 'node:module';

// The parser imports its schemas without the attribute that Node wants.
registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');

/** What is wrong with a workflow, or with an `action.yml`: a line each, with its place. */
export function githubProblems(content: string, kind: 'workflow' | 'action'): readonly string[] {
  const parse = kind === 'action' ? parseAction : parseWorkflow;
  const { context } = parse({ name: kind, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}
