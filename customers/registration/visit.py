"""What visits and follow-up calls tell core."""


def register():
    pass
