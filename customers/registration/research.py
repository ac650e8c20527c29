"""What market research tell core."""


def register():
    pass
