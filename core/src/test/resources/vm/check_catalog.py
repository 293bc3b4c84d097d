"""Checks a volume signature catalog of Keyward's against a raw disk, from the description of the
layout alone: Python's standard library and the openssl command.

usage: check_catalog.py CATALOG DISK
"""
import base64
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import uuid

MAGIC = b"KEYWARD-FILE 1\n"
MIB = 1 << 20


def block(file):
    (length,) = struct.unpack(">Q", file.read(8))
    return file.read(length)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def pairs(nodes):
    above = [sha256(b"\1", *nodes[i:i + 2]) for i in range(0, len(nodes) - 1, 2)]
    return above + nodes[len(nodes) // 2 * 2:]


with open(sys.argv[1], "rb") as file:
    if file.read(len(MAGIC)) != MAGIC:
        sys.exit("not a Keyward file")
    header, signature = block(file), block(file)
    if file.read(1):
        sys.exit("bytes after the signature")

fields = json.loads(header)
if fields["schema"] != "keyward.volume-signature-catalog/1":
    sys.exit("another type")
certificate = base64.b64decode(fields["signer"]["certificate"])
if hashlib.sha256(certificate).hexdigest() != fields["signer"]["sha256"]:
    sys.exit("the certificate is not the signer's")

with tempfile.TemporaryDirectory() as folder:
    def path(name, content):
        name = os.path.join(folder, name)
        with open(name, "wb") as out:
            out.write(content)
        return name

    def openssl(*arguments):
        done = subprocess.run(("openssl",) + arguments, capture_output=True)
        if done.returncode != 0:
            sys.exit("the signature does not verify")
        return done.stdout

    key = openssl("x509", "-inform", "DER", "-in", path("signer.cer", certificate),
                  "-pubkey", "-noout")
    openssl("dgst", "-sha256", "-verify", path("signer.pem", key),
            "-signature", path("signature", signature),
            path("signed", b"keyward/v1/volume-signature-catalog\0" + header))

length = os.path.getsize(sys.argv[2])
if length != fields["disk"]["length"]:
    sys.exit("another length")
with open(sys.argv[2], "rb") as disk:
    nodes = [sha256(b"\0", disk.read(MIB)) for _ in range((length + MIB - 1) // MIB)]
span = MIB
while len(nodes) > 4096:
    nodes, span = pairs(nodes), span * 2
if span != fields["digest"]["spanSize"]:
    sys.exit("another span size")
spans = base64.b64decode(fields["digest"]["spans"])
for i, node in enumerate(nodes):
    if spans[i * 32:i * 32 + 32] != node:
        sys.exit("other content in span %d" % i)
while len(nodes) > 1:
    nodes = pairs(nodes)
if sha256(b"\2", struct.pack(">Q", length), nodes[0]).hex() != fields["digest"]["root"]:
    sys.exit("another root")


def table(content, sector):
    """The partitions of a GPT (UEFI 2.10, 5.3) in sectors of that size, as a catalog lists them."""
    if content[510:512] != b"\x55\xaa" or 0xee not in content[450:514:16]:
        return []
    if content[sector:sector + 8] != b"EFI PART":
        sys.exit("no table in sectors of %d bytes" % sector)
    at, count, size = struct.unpack("<QII", content[sector + 72:sector + 88])
    found = []
    for i in range(count):
        entry = content[at * sector + i * size:at * sector + (i + 1) * size]
        kind, unique = uuid.UUID(bytes_le=entry[:16]), uuid.UUID(bytes_le=entry[16:32])
        first, last = struct.unpack("<QQ", entry[32:48])
        if kind.int:
            found.append({"number": i + 1, "type": str(kind), "id": str(unique),
                          "name": entry[56:128].decode("utf-16-le").split("\0")[0],
                          "start": first * sector, "length": (last + 1 - first) * sector})
    return found


with open(sys.argv[2], "rb") as disk:
    if table(disk.read(4 * MIB), fields["disk"].get("sectorSize", 512)) != fields["partitions"]:
        sys.exit("other partitions")
print(fields["disk"]["name"], fields["disk"]["version"],
      " ".join("%d:%s" % (p["number"], p["name"]) for p in fields["partitions"]))
