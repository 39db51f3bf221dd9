"""The result window and its parts."""
