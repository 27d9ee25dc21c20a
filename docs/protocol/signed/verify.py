"""Checks the documents and requests beside it: python3 verify.py (needs the package cryptography)."""
import base64, hashlib, json, pathlib, re
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding

here = pathlib.Path(__file__).parent
secret = {key["id"]: key for key in json.loads((here / "keys.json").read_text())["keys"]}
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(text):  # of what begins with no zero byte
    number = 0
    for digit in text:
        number = number * 58 + ALPHABET.index(digit)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def canonical(value):  # RFC 8785, as far as these documents need it: names in ASCII, integers
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def verify(key_id, signature, message):
    key = secret[key_id]
    if "publicKeyPem" in key:
        public = serialization.load_pem_public_key(key["publicKeyPem"].encode())
        return public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    public = base58(key["publicKeyMultibase"][1:])[2:]
    ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)


def check(document):
    document = dict(document)
    proof = dict(document.pop("proof"))
    signature = base58(proof.pop("proofValue")[1:]).rjust(64, b"\0")
    hashed = [hashlib.sha256(canonical(part)) for part in (proof, document)]
    verify(proof["verificationMethod"], signature, b"".join(part.digest() for part in hashed))
    return hashed[1].hexdigest()


digests = json.loads((here / "digests.json").read_text())
for name, digest in digests.items():
    assert check(json.loads((here / name).read_text())) == digest, name

for file in here.glob("*.http"):
    head, body = file.read_text().split("\n\n", 1)
    start, *fields = head.split("\n")
    field = {name.lower(): value for name, value in (line.split(": ", 1) for line in fields)}
    method, target, _ = start.split(" ")
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    if "signature-input" in field:
        assert not body or field["content-digest"] == f"sha-256=:{digest}:"
        field |= {"@method": method, "@authority": field["host"], "@target-uri": "https://" + field["host"] + target}
        params = field["signature-input"].removeprefix("sig1=")
        lines = [f'"{name}": {field[name]}' for name in re.findall('"([^"]+)"', params.split(")")[0])]
        lines.append('"@signature-params": ' + params)
        key_id, value = re.search('keyid="([^"]+)"', params)[1], field["signature"][6:-1]
    else:
        assert not body or field["digest"] == "SHA-256=" + digest
        field["(request-target)"] = method.lower() + " " + target
        given = dict(re.findall('(\\w+)="([^"]*)"', field["signature"]))
        lines = [f"{name}: {field[name]}" for name in given["headers"].split(" ")]
        key_id, value = given["keyId"], given["signature"]
    base = "\n".join(lines)
    assert base == file.with_suffix(".base.txt").read_text(), file.name
    verify(key_id, base64.b64decode(value), base.encode())

print(f"{len(digests)} documents and {len(list(here.glob('*.http')))} requests hold")
