"""What people and programs write to break a file."""


def hostile_texts() -> list[str]:
    """Return what people and programs write to break a file."""
    return [
        "Chêne vert, dit « l'Évêque » – œuvre d'un été",
        "virgule, point-virgule; \"guillemets\" et 'apostrophes'",
        "première ligne\r\ndeuxième\nfin",
        "=cmd|' /C calc'!A0",
        '+HYPERLINK("https://evil.example","clic")',
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "'=déjà une apostrophe",
        "]]><script>alert(1)</script><!-- & &amp; -->",
        "🌳👩🏽‍🌾 e\u0301 \u200b",
        "\u202eمرحبا שלום\u202c",
        "tabulation\tau milieu | barre",
        "cloche\x07 et tabulation verticale\x0b",
        "'); DROP TABLE records; --",
        "{{7*7}} ${jndi:ldap://x} %s {0}",
        "-12.5",
        "x" * 10_000,
    ]
