"""Whether a file lies on another machine, where what one process maps into memory no other machine sees."""

import os
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_SHARED = {
    *(
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "lustre",
        "gpfs",
        "beegfs",
        "gfs2",
        "ocfs2",
    ),
    *("glusterfs", "orangefs", "pvfs2", "virtiofs", "davfs", "davfs2"),
}
_ESCAPES = {"\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"}


def is_on_network(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether the file system of `path` is one that machines share; False where nobody can tell.

    Args:
        path: Of a file or directory.
        mounts: The system's table of file systems; Linux alone has one.
    """
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return False
    real = os.path.realpath(path)
    kind, longest = "", -1
    for line in lines:
        _, place, name, *_ = [*line.split(" "), "", "", ""]
        for escape, character in _ESCAPES.items():
            place = place.replace(escape, character)
        if len(place) >= longest and (real == place or real.startswith(f"{place.rstrip('/')}/")):
            kind, longest = name, len(place)
    return kind in _SHARED or kind.startswith("fuse.")
