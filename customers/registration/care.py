"""What customer care and events tell core."""


def register():
    pass
