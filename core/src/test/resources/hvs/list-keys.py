"""Lists the keys of containers as dissect.hypervisor reads them: file, path, type, bytes of the value."""
import sys

from dissect.hypervisor.descriptor.hyperv import HyperVFile


def length(entry):
    if entry.is_file_object_pointer:
        return entry.file_object_pointer[1]
    if entry.type.name in ("String", "Array"):
        return len(entry.data) - 4
    return {"Int": 8, "UInt": 8, "Double": 8, "Bool": 4, "Node": 12}[entry.type.name]


def walk(path, entry):
    for name, below in entry.items():
        print("\t".join((sys.argv[index], f"{path}/{name}", below.type.name, str(length(below)))))
        walk(f"{path}/{name}", below)


for index in range(1, len(sys.argv)):
    with open(sys.argv[index], "rb") as file:
        walk("", HyperVFile(file))
