"""What the server says: scripted replies, fixtures, and canned responses. There is no model."""
