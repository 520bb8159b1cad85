"""Briefs as files: read a folder of them, and hold it to the rules of the format."""
