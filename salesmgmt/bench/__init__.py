"""The measuring stick: a seeded company of any size, the pages under load, and the floor beside them (`make bench`)."""
