"""Containers of sounds, one module each: find the sound itself, and hold it in nothing more.

Decoding needs no library and changes no bit: what is sent is taken apart into the samples, frames
or packets that make the sound, which are put together again by our own hand. Tags, pictures,
places, other tracks and whatever stands between, before or behind them have no way through. What
cannot be taken apart so is refused.
"""
