"""Getting the program to run: Debian packages, fonts, embedded servers, processes. Nothing here is imported by a page."""
