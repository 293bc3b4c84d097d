# Reads the reports of an audit with Python's csv and json, and compares the names of VMs with those
# of its export. Says nothing where all is right.
import csv, json, re, sys

csv.field_size_limit(1 << 30)
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"


def unescaped(text):
    return re.sub("<U\\+([0-9A-F]{4,6})>", lambda m: chr(int(m.group(1), 16)), text)


def named(shown, name, most):
    """Whether it is the name, or its start and a digest behind it."""
    points = len(name.encode("utf-16-le", "surrogatepass")) // 2 - sum(c > "\uffff" for c in name)
    if points <= most:
        return unescaped(shown) == name
    cut = re.fullmatch("(.*)\\.\\.\\.\\[[0-9a-f]{32}\\]", shown, re.S)
    return cut is not None and name.startswith(unescaped(cut.group(1)))


def check(what, right):
    if not right:
        sys.exit("wrong: " + ascii(what))


def table(path, names):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    head, seen = rows[0], set()
    for row in rows:
        check(row, len(row) == len(head))
    for row in rows[1:]:
        cells = dict(zip(head, row))
        if cells["severity"] == "basis":
            continue
        check(row, cells["severity"] in ("error", "warning", "note", "none"))
        entry = int(cells["entry"])
        vm = re.sub("(^|;)'(?=[\\s\"']*[" + STARTS + "])", "\\1", cells["vm"])
        check((vm, names[entry]), named(vm, names[entry], 32000))
        seen.add(entry)
    check(len(seen), seen == set(range(len(names))))


def tree(path, names):
    with open(path, encoding="utf-8") as file:
        protectors = json.load(file)["data"]["protectors"]
    check(len(protectors), len(protectors) == len(names))
    for protector in protectors:
        entry = protector["entry"]
        check((protector["vm"], names[entry]), protector["vm"] == names[entry])


def log(path, names):
    with open(path, encoding="utf-8") as file:
        run = json.load(file)["runs"][0]
    for result in run["results"]:
        entry = result["properties"]["entry"]
        place = result["locations"][0]["logicalLocations"]
        check(place, len(place) == 1 and len(result["locations"]) == 1)
        check((place, names[entry]), named(place[0]["name"], names[entry], 1000))


def page(path, names):
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    check(len(rows), len(rows) == len(names))
    for entry, row in enumerate(rows):
        check((row, names[entry]), named(row, names[entry], 120))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        names = [each["VMName"] for each in json.load(file)]
    for path in sys.argv[2:]:
        if path.endswith(".csv"):
            table(path, names)
        elif path.endswith(".sarif"):
            log(path, names)
        elif path.endswith(".rows"):
            page(path, names)
        else:
            tree(path, names)
