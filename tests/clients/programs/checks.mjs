// The five checks of checks.py, for Node.
export const URL_ = process.env.ANTHROPIC_BASE_URL;
export const MODEL = "claude-sonnet-4-5";
export const TEXT = "A scripted text, long enough for several events: " + "one two three four five. ".repeat(10);
export const QUESTION = "What is the weather in Bergen?";
export const FINAL = "It rains in Bergen.";
export const PROBLEM = "A scripted problem.";

const order = (path, body = {}) => fetch(`${URL_}/-/${path}`, { method: "POST", body: JSON.stringify(body) });
export const weather = ({ town }) => {
  if (town !== "Bergen") throw new Error(`wrong town ${town}`);
  return "rain";
};

const scripts = {
  message: [TEXT],
  stream: [TEXT],
  tools: [{ tool: "weather", input: { town: "Bergen" } }, FINAL],
  error: [{ error: { status: 400, message: PROBLEM } }],
};
const holds = {
  message: (got) => got === TEXT,
  stream: (got) => got.join("") === TEXT && got.length > 1,
  tools: (got) => got === FINAL,
  "structured output": (got) => typeof got.name === "string" && Number.isInteger(got.age),
  error: () => false,
};

export async function run(programs) {
  for (const [name, program] of Object.entries(programs)) {
    const check = name === "structured" ? "structured output" : name;
    await order("reset");
    if (scripts[check]) await order("script", scripts[check]);
    let result;
    try {
      const got = await program();
      result = { check, ok: holds[check](got), got: JSON.stringify(got)?.slice(0, 500) };
    } catch (error) {
      result = { check, ok: check === "error" && String(error.message).includes(PROBLEM), error: String(error.stack).slice(0, 1500) };
    }
    console.log(JSON.stringify(result));
  }
}
