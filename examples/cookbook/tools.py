"""Functions as tools: the model calls them, the loop runs them and sends the results back."""

from typing import Annotated

from claudewire import Allow, Claude, Deny, Run, ToolError, tool
from claudewire.tools import ToolCall

STOCK = {"lamp": 12, "shade": 0}


@tool
def in_stock(article: Annotated[str, "lamp or shade"]) -> int:
    """Returns how many of an article are in stock.

    Args:
        article: Name of the article.
    """
    if article not in STOCK:
        raise ToolError(f"there is no article {article!r}; there are {', '.join(STOCK)}")
    return STOCK[article]


@tool
def order(article: str, amount: Annotated[int, "1 to 100"]) -> str:
    """Orders an article from the factory."""
    return f"{amount} × {article} ordered"


def ask(call: ToolCall, _: Run) -> Allow | Deny:
    """Only orders need a yes."""
    if call.name != "order":
        return Allow()
    typed = input(f"order {call.arguments}? [y/n] ")
    return Allow() if typed == "y" else Deny("The user does not want that.")


def main() -> None:
    runner = Claude().messages.tool_runner(
        model="claude-sonnet-5-5",
        max_tokens=1000,
        tools=[in_stock, order],
        messages=[{"role": "user", "content": "Do we have shades? Order 20 if there are fewer than 5."}],
        approve=ask,
        max_turns=10,
    )
    for message in runner:
        for block in message.content:
            if block.type == "text":
                print(block.text)
            elif block.type == "tool_use":
                print(f"-> {block.name}({block.input})")


if __name__ == "__main__":
    main()
