"""Blurring: rectangles drawn over faces and number plates, burnt in to all that is shown."""
