"""What quality information tell core."""


def register():
    pass
