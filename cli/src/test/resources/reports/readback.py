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


def digits(party):
    return party["sha256"][:12]


def same_party(label, party):
    """Whether a label is that of the party: its digits, and the name that was written."""
    shown = re.fullmatch("(.*) \\[([0-9a-f]{12})\\]", label, re.S)
    check((label, party), shown is not None and shown.group(2) == digits(party))
    name = party.get("name")
    if name is None:
        return
    form = re.fullmatch(
        "Shielded VM (?:Signing|Encryption) Certificate \\((.+)\\) \\((.+)\\)", name
    )
    name = (form.group(1) + " on " + form.group(2) if form else java_strip(name)) or "no name"
    text = shown.group(1)
    if len(name) > 60:
        check((label, party), text.endswith("...") and unescaped(text[:-3]) == name[:60])
    else:
        check((label, party), unescaped(text) == name)


def java_strip(text):
    """What Java takes for white space."""
    space = "\t\n\x0b\f\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    return text.strip(space + "\u2008\u2009\u200a\u2028\u2029\u205f\u3000")


def same_parties(owner, guardians, truth):
    check((guardians, truth), len(guardians) == len(truth) - 1)
    same_party(owner, truth[0])
    by_digits = {digits(party): party for party in truth[1:]}
    check(guardians, len({label[-13:-1] for label in guardians}) == len(guardians))
    for label in guardians:
        check((label, truth), label[-13:-1] in by_digits)
        same_party(label, by_digits[label[-13:-1]])


def plain(cell):
    return re.sub("(^|;)'(?=[\\s\"']*[" + STARTS + "])", "\\1", cell)


def parties(path, truth):
    with open(path, encoding="utf-8-sig", newline="") as file:
        if path.endswith(".csv"):
            rows = [row for row in csv.DictReader(file, strict=True) if row["severity"] != "basis"]
            for row in rows:
                same_parties(plain(row["owner"]), plain(row["guardians"]).split(", "), truth[row["file"]])
            seen = {row["file"] for row in rows}
        elif path.endswith(".sarif"):
            seen = set(truth)
            for result in json.load(file)["runs"][0]["results"]:
                uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                there = result["properties"]
                same_parties(there["owner"], there["guardians"], truth[uri])
        else:
            protectors = json.load(file)["data"]["protectors"]
            for each in protectors:
                same_parties(each["owner"], each["guardians"], truth[each["file"]])
            seen = {each["file"] for each in protectors}
    check(len(seen), seen == set(truth))


if __name__ == "__main__":
    what, known, reports = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(known, encoding="utf-8") as file:
        truth = json.load(file)
    if what == "parties":
        for path in reports:
            parties(path, truth)
        sys.exit()
    names = [each["VMName"] for each in truth]
    for path in reports:
        if path.endswith(".csv"):
            table(path, names)
        elif path.endswith(".sarif"):
            log(path, names)
        elif path.endswith(".rows"):
            page(path, names)
        else:
            tree(path, names)
