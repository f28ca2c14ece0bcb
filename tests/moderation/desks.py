"""What a moderator has on their desk."""


def waiting(client, **query):
    return [item["uuid"] for item in client.get("/api/v1/queue", query_string=query).json["items"]]
