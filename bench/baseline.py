#!/usr/bin/env python3
"""One pass of a plain script that keeps a replica: hash every file on both sides, copy what differs, remove the rest.

It remembers nothing between passes. Usage: baseline.py SOURCE REPLICA
"""

import hashlib
import os
import shutil
import sys

BLOCK = 1 << 20


def md5(path):
    digest = hashlib.md5()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.digest()


def scan(root):
    """Gives the folders and the files below a root, each file with its hash."""
    folders, files = [], {}
    for folder, inner, names in os.walk(root):
        folders += [os.path.relpath(os.path.join(folder, name), root) for name in inner]
        for name in names:
            path = os.path.join(folder, name)
            files[os.path.relpath(path, root)] = md5(path)
    return folders, files


def synchronize(source, replica):
    wanted_folders, wanted = scan(source)
    found_folders, found = scan(replica)
    for path in found.keys() - wanted.keys():
        os.remove(os.path.join(replica, path))
    for path in sorted(set(found_folders) - set(wanted_folders), reverse=True):
        os.rmdir(os.path.join(replica, path))
    for path in ["", *wanted_folders]:
        os.makedirs(os.path.join(replica, path), exist_ok=True)
    for path, digest in wanted.items():
        if found.get(path) != digest:
            shutil.copy2(os.path.join(source, path), os.path.join(replica, path))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    synchronize(*sys.argv[1:])
