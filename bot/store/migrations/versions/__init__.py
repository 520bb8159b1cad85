"""One migration a file, numbered; never changed once it was released."""
