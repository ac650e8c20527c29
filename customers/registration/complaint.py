"""What complaints tell core."""


def register():
    pass
