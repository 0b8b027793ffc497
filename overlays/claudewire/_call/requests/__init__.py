"""The request of a call: its URL, headers and body, with the beta headers that its fields need."""
