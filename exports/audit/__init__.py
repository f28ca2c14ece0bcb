"""The leak audit: two worlds that differ only in what must stay hidden answer the same bytes."""
