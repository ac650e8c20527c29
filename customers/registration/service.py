"""What after-sales service tell core."""


def register():
    pass
