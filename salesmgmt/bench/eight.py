"""Eight o'clock: three hundred people sign in within thirty seconds, while others are at work.

Signing in has processes of its own, as the units and the nginx file of deploy/ say, so that a crowd at the door does not
hold up those who are inside. Measured is what a person waits for: from pressing the button to the answer, and each page.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import make_password

from salesmgmt.bench import parties, visitor
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

PEOPLE, WITHIN, LASTS = 300, 30.0, 60.0
AT_WORK = 10  # others who open a page every few seconds meanwhile
PAUSE = 3.0
ADDRESSES = ("/", "/approvals/", "/customers/", "/orders/", "/notices/")


def measure(host, pages_port, door_port):
    """``{"sign_in": figures, "page": figures}``, in seconds, of one minute."""
    User.objects.filter(username__startswith="bench-").update(password=make_password(parties.PASSWORD))
    names = list(
        User.objects.filter(username__startswith="bench-rep").order_by("pk").values_list("username", flat=True)
    )
    crowd = [names[number % len(names)] for number in range(PEOPLE)]
    selling = User.objects.filter(username__startswith="bench-").exclude(roles__contains=[Role.ADM])
    workers = list(selling.order_by("pk")[:AT_WORK])
    inside = [visitor.Visitor(host, pages_port, visitor.session_of(user)) for user in workers]
    for one in inside:
        one.get("/")
    start = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE + AT_WORK) as pool:
        coming = [
            pool.submit(_comes, host, pages_port, door_port, name, start + number * WITHIN / PEOPLE)
            for number, name in enumerate(crowd)
        ]
        working = [pool.submit(_works, one, start + LASTS, number) for number, one in enumerate(inside)]
        doors = [future.result() for future in coming]
        pages = [answer for future in working for answer in future.result()]
    pages += [landing for _door, landing in doors]
    return {"sign_in": figures([door for door, _landing in doors]), "page": figures(pages)}


def _wait_until(moment):
    time.sleep(max(0.0, moment - time.perf_counter()))


def _comes(host, pages_port, door_port, name, moment):
    """One person: the form, the password, the first page. The form is fetched before the button is pressed."""
    _wait_until(moment)
    door = visitor.Visitor(host, door_port)
    door.get("/login/")
    signed_in = door.post("/login/", {"username": name, "password": parties.PASSWORD})
    inside = visitor.Visitor(host, pages_port)
    inside.cookies = door.cookies
    return (signed_in.seconds, signed_in.status in visitor.REDIRECTS), _as_row(inside.get("/"))


def _works(one, until, number):
    found = []
    while time.perf_counter() < until:
        found.append(_as_row(one.get(ADDRESSES[(number + len(found)) % len(ADDRESSES)])))
        time.sleep(PAUSE)
    return found


def _as_row(answer):
    return answer.seconds, answer.status == 200


def figures(rows):
    """Median, 95th percentile and the slowest in seconds; how many there were, and how many went wrong."""
    times = sorted(seconds for seconds, _well in rows)
    return {
        "number": len(times),
        "median": times[len(times) // 2],
        "p95": times[min(len(times) - 1, int(len(times) * 0.95))],
        "slowest": times[-1],
        "wrong": sum(1 for _seconds, well in rows if not well),
    }
