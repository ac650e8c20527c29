"""The version of the program, as docs/CHANGELOG.md and the tags of the repository name it."""

VERSION = "0.3.0"
