"""How passwords are kept: Argon2id with OWASP's minimum, so that three hundred people can sign in at eight o'clock.

OWASP Password Storage Cheat Sheet: "Use Argon2id with a minimum configuration of 19 MiB of memory, an iteration count
of 2, and 1 degree of parallelism" (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
Django's own parameters take five to eight times the processor. A password kept with others is kept anew at its next use.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OwaspArgon2Hasher(Argon2PasswordHasher):
    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
