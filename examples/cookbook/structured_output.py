"""A value of a type from a text."""

from dataclasses import dataclass
from typing import Annotated, Literal

from claudewire import Claude, OutputInvalid


@dataclass
class Complaint:
    """What a customer complains about."""

    subject: Literal["delivery", "quality", "price", "other"]
    summary: Annotated[str, "one sentence"]
    urgent: bool


LETTER = "The lamp came a week late, and the shade was broken. I want a new one before Friday!"


def main() -> None:
    try:
        message = Claude().messages.parse(
            model="claude-haiku-5-5",
            max_tokens=500,
            messages=[{"role": "user", "content": LETTER}],
            output_format=Complaint,
        )
    except OutputInvalid as error:  # the text ended early, or the model refused
        print(f"no complaint: {error}")
        return
    complaint = message.output
    print(f"{complaint.subject}{' (urgent)' if complaint.urgent else ''}: {complaint.summary}")


if __name__ == "__main__":
    main()
