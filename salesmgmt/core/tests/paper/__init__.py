"""A document that exists only in the tests, so that the kernel is tested without any of the five apps."""
