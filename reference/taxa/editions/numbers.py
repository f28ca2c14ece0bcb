"""Which numbers a file has told so far."""

NEAR = 16_000_000  # those of TAXREF are below: a byte for each, where a set would take ninety


class Numbers:
    """A set of whole numbers, small as long as they are below NEAR."""

    def __init__(self) -> None:
        self.near = bytearray()
        self.far = set[int]()
        self.count = 0

    def __contains__(self, number: int) -> bool:
        if number >= NEAR:
            return number in self.far
        return number < len(self.near) and self.near[number] == 1

    def __len__(self) -> int:
        return self.count

    def add(self, number: int) -> None:
        if number in self:
            return
        self.count += 1
        if number >= NEAR:
            self.far.add(number)
            return
        if number >= len(self.near):
            self.near.extend(bytes(number + 100_000 - len(self.near)))
        self.near[number] = 1
