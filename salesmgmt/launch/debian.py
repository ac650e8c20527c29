"""Debian packages that pip and npm cannot bring: `python3 debian.py run|test`. Standard library only.

Installs through apt-get as root or with sudo; without either it names the packages and goes on, because only
printing (run) or the browser journeys (test) need them.
"""

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "run": ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk"],
    "test": ["chromium", "gettext", "poppler-utils"],
}


def installed(package):
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False
    )
    return asked.stdout == "install ok installed"


def apt_get(missing):
    become = [] if os.geteuid() == 0 else ["sudo"]
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if subprocess.run([*become, *env, *install], check=False).returncode == 0:
        return True
    subprocess.run([*become, "apt-get", "update", "-q"], check=False)
    return subprocess.run([*become, *env, *install], check=False).returncode == 0


def main(purpose):
    wanted = PACKAGES["run"] + (PACKAGES["test"] if purpose == "test" else [])
    if not shutil.which("dpkg-query"):
        print(f"Not a Debian machine: please install what corresponds to {' '.join(wanted)}", file=sys.stderr)
        return 0
    missing = [package for package in wanted if not installed(package)]
    if not missing:
        return 0
    print(f"Installing Debian packages: {' '.join(missing)}", flush=True)
    if (os.geteuid() == 0 or shutil.which("sudo")) and apt_get(missing):
        return 0
    print(f"\nPlease install them yourself:  apt-get install {' '.join(missing)}\n", file=sys.stderr)
    return 1 if purpose == "test" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
