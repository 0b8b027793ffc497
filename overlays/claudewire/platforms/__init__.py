"""Claude on the clouds of Amazon, Google and Microsoft."""
