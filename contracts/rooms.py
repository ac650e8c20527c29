"""The rooms of this app in the order of their arrows: a room imports only rooms above it."""

ROOMS = {
    "template": "",
    "contract": "",
    "copy": "",
    "review": "",
}
