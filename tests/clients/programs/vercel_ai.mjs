// The Vercel AI SDK.
import { createAnthropic } from "@ai-sdk/anthropic";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { MODEL, QUESTION, URL_, run, weather } from "./checks.mjs";

const model = createAnthropic({ baseURL: `${URL_}/v1` })(MODEL);
const settings = { model, maxRetries: 0, maxOutputTokens: 500 };
const message = async () => (await generateText({ ...settings, prompt: "Hello" })).text;

await run({
  message,
  async stream() {
    const parts = [];
    for await (const text of streamText({ ...settings, prompt: "Hello" }).textStream) parts.push(text);
    return parts;
  },
  async tools() {
    const tools = { weather: tool({ description: "The weather of a town.", inputSchema: z.object({ town: z.string() }), execute: async (input) => weather(input) }) };
    return (await generateText({ ...settings, prompt: QUESTION, tools, stopWhen: stepCountIs(5) })).text;
  },
  async structured() {
    return (await generateObject({ ...settings, prompt: "A person", schema: z.object({ name: z.string(), age: z.number().int() }) })).object;
  },
  error: message,
});
