"""Which numbers a file has told so far."""

from typing import Any

import numpy as np

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
        self._reach(number)
        self.near[number] = 1

    def take(self, numbers: Any) -> bool:
        """Add a column of numbers; none of them when one is there already, or twice."""
        if len(numbers) and numbers.max() >= NEAR:
            told = numbers.tolist()
            if len(set(told)) < len(told) or any(map(self.__contains__, told)):
                return False
            for number in told:
                self.add(number)
            return True
        flags = self._flags(numbers)
        if flags[numbers].any() or len(np.unique(numbers)) < len(numbers):
            return False
        flags[numbers] = 1
        self.count += len(numbers)
        return True

    def lacking(self, numbers: Any) -> list[int]:
        """Which of a column of numbers are not there."""
        if len(numbers) and numbers.max() >= NEAR:
            return [number for number in numbers.tolist() if number not in self]
        found: list[int] = numbers[self._flags(numbers)[numbers] == 0].tolist()
        return found

    def _flags(self, numbers: Any) -> Any:
        """All that is below NEAR, as a column that is written to."""
        if len(numbers):
            self._reach(int(numbers.max()))
        return np.frombuffer(self.near, np.uint8)

    def _reach(self, number: int) -> None:
        if number >= len(self.near):
            self.near.extend(bytes(number + 100_000 - len(self.near)))
