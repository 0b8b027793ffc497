"""What the server refuses: requests that the document does not allow, and rules that a schema cannot state."""
