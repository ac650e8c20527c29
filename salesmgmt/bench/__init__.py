"""The beginning of the measuring stick: a seeded company of any size whose books agree."""
