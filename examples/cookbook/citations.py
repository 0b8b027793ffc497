"""A document with citations: each sentence of the response says where it is from."""

import sys
from base64 import b64encode
from pathlib import Path

from claudewire import Claude
from claudewire.types import DocumentBlockParam

TIDES = "The tide at Husum rises by 3.4 metres. The tide at Travemünde rises by 0.1 metres."


def document() -> DocumentBlockParam:
    """The PDF that the command line names, or a short text."""
    if len(sys.argv) > 1:
        data = b64encode(Path(sys.argv[1]).read_bytes()).decode()
        return {
            "type": "document",
            "title": sys.argv[1],
            "source": {"type": "base64", "media_type": "application/pdf", "data": data},
            "citations": {"enabled": True},
        }
    return {
        "type": "document",
        "title": "Tides",
        "source": {"type": "text", "media_type": "text/plain", "data": TIDES},
        "citations": {"enabled": True},
    }


def main() -> None:
    message = Claude().messages.create(
        model="claude-sonnet-5-5",
        max_tokens=500,
        messages=[
            {
                "role": "user",
                "content": [document(), {"type": "text", "text": "Where is the tide highest? Quote the document."}],
            }
        ],
    )
    for block in message.content:
        if block.type != "text":
            continue
        print(block.text)
        for citation in block.citations or []:
            match citation.type:
                case "char_location":
                    place = f"characters {citation.start_char_index} to {citation.end_char_index}"
                case "page_location":  # of a PDF
                    place = f"page {citation.start_page_number}"
                case _:
                    place = citation.type
            print(f"    {citation.to_dict().get('document_title')}, {place}: {citation.to_dict().get('cited_text')!r}")


if __name__ == "__main__":
    main()
