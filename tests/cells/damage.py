"""What may happen to a file on a disk."""

DAMAGE = {
    "cut by a byte": lambda raw: raw[:-1],
    "half": lambda raw: raw[: len(raw) // 2],
    "a bit": lambda raw: raw[: len(raw) // 3] + bytes([raw[len(raw) // 3] ^ 1]) + raw[len(raw) // 3 + 1 :],
    "empty": lambda raw: b"",
    "zeroed": lambda raw: bytes(len(raw)),
    "text": lambda raw: b"hello\n" * 10,
}
