"""What satisfaction surveys tell core."""


def register():
    pass
