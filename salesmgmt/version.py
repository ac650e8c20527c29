"""The version of the program, as docs/CHANGELOG.md names it."""

VERSION = "0.3.0"
