"""The searches that are measured, each set up as its documentation recommends."""
