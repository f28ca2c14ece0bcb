"""Decide, and read what a receiver was told."""

import json


def decide(client, uuid, **decision):
    told = {"verdict": "accept"} | decision
    answer = client.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    assert answer.status_code == 201, answer.json


def told_to(receiver):
    return [json.loads(body) for _, body, _ in receiver.came]
