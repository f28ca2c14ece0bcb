"""Accounts nobody knows yet: of which a person has accepted nothing.

What they send, words and photos, is shown to no other resident before a person looked at it: only
what was accepted is shown, and only people accept. They may send less in a day (the quotas), and
moderators see that it is their first. Their observations do not wait longer for that: the first
answer is what makes people come back.
"""
