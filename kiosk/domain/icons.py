"""The icons that staff may choose for what residents read."""

from __future__ import annotations

FOR_CONTENT = frozenset("""
    armchair-2 baby-carriage bell book-2 books briefcase building building-bank building-community
    calendar-event car cash chart-bar chess-knight clock coin-yuan credit-card device-heart-monitor
    device-mobile door door-enter dots-circle-horizontal file-certificate file-text flag gavel
    headset heart heart-handshake help-circle home home-heart id info-circle leaf list-check lock
    map-pin medal message-2 microphone military-rank mood-smile old pencil phone photo printer scale
    school search shield-check star stethoscope ticket tool user user-heart users users-group volume
    walk wheelchair wifi world
""".split())
