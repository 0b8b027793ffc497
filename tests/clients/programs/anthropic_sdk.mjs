// The official TypeScript SDK.
import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";
import { MODEL, QUESTION, run, weather } from "./checks.mjs";

const client = new Anthropic({ maxRetries: 0 });
const hello = { model: MODEL, max_tokens: 500, messages: [{ role: "user", content: "Hello" }] };
const message = async () => (await client.messages.create(hello)).content[0].text;

await run({
  message,
  async stream() {
    const parts = [];
    for await (const event of client.messages.stream(hello)) if (event.type === "content_block_delta") parts.push(event.delta.text);
    return parts;
  },
  async tools() {
    const tool = betaZodTool({
      name: "weather", description: "The weather of a town.", inputSchema: z.object({ town: z.string() }), run: async (input) => weather(input),
    });
    const final = await client.beta.messages.toolRunner({ ...hello, messages: [{ role: "user", content: QUESTION }], tools: [tool] });
    return final.content[0].text;
  },
  async structured() {
    const Person = z.object({ name: z.string(), age: z.number().int() });
    return (await client.messages.parse({ ...hello, output_config: { format: zodOutputFormat(Person) } })).parsed_output;
  },
  error: message,
});
