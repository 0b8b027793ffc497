"""Many calls at once, within the rate limits of the organization."""

import asyncio
import sys

from claudewire import APIError, AsyncClaude, RateLimiter

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 200


async def main() -> None:
    limiter = RateLimiter(requests_per_minute=4000, input_tokens_per_minute=2_000_000, output_tokens_per_minute=400_000)
    gate = asyncio.Semaphore(50)  # how many are open at once
    async with AsyncClaude(rate_limit=limiter, max_retries=4) as client:

        async def ask(number: int) -> str | None:
            async with gate:
                try:
                    message = await client.messages.create(
                        model="claude-haiku-5-5",
                        max_tokens=30,
                        messages=[{"role": "user", "content": f"Name a word with {number % 9 + 2} letters."}],
                    )
                except APIError as error:
                    print(f"{number}: {error}", file=sys.stderr)
                    return None
                return "".join(block.text for block in message.content if block.type == "text")

        answers = await asyncio.gather(*(ask(number) for number in range(COUNT)))
    print(f"{sum(answer is not None for answer in answers)} of {COUNT} answered")


if __name__ == "__main__":
    asyncio.run(main())
