"""Checks the owner's signature over the header of a Keyward file, from the description of the
layout alone: Python's standard library and the openssl command.

usage: check_header.py FILE TYPE    where TYPE is, for instance, shielded-vm
"""
import base64
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile

MAGIC = b"KEYWARD-FILE 1\n"


def block(file):
    (length,) = struct.unpack(">Q", file.read(8))
    return file.read(length)


with open(sys.argv[1], "rb") as file:
    if file.read(len(MAGIC)) != MAGIC:
        sys.exit("not a Keyward file")
    header, signature = block(file), block(file)

fields = json.loads(header)
if fields["schema"].rsplit("/", 1)[0] != "keyward." + sys.argv[2]:
    sys.exit("another type")
signed = b"keyward/v1/" + sys.argv[2].encode() + b"\0" + header
certificate = base64.b64decode(fields["owner"]["certificate"])

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

    key = openssl("x509", "-inform", "DER", "-in", path("owner.cer", certificate),
                  "-pubkey", "-noout")
    der = openssl("pkey", "-pubin", "-in", path("owner.pem", key), "-outform", "DER")
    if hashlib.sha256(der).hexdigest() != fields["owner"]["signing"]:
        sys.exit("the certificate is not that of the owner's key")
    openssl("dgst", "-sha256", "-verify", path("owner.pem", key),
            "-signature", path("signature", signature), path("signed", signed))

print(fields["vm"]["id"] if "vm" in fields else "", fields["policy"]["name"],
      " ".join(guardian["name"] for guardian in fields["guardians"]))

# The owner's signature over shielding data covers its parts, which follow the protector.
if sys.argv[2] == "shielding-data":
    with open(sys.argv[1], "rb") as file:
        file.read(len(MAGIC))
        blocks = [block(file) for _ in range(3 + len(fields["parts"]))][3:]
    for part, content in zip(fields["parts"], blocks):
        if hashlib.sha256(content).hexdigest() != part["sha256"]:
            sys.exit("part " + part["name"] + " is not the one that was signed")
        print(part["name"], len(content) == part["size"])
    for disk in fields["qualifiers"]:
        print(disk["name"], disk["rule"], disk["version"])
